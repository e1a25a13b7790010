import Collecting

/// The sets of sources that each trace is replayed through.
enum TraceSources: Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// The panel's client API alone, asked as is the default, and as often as the traces did.
    case panel, panelEach10
    /// The node's Wings, asked as often as can be, in between, and as is the default.
    case wingsEachSecond, wingsEach5, wingsEach10
    /// The server's WebSocket, and the panel while it is closed.
    case stream
    /// Wings each 10 s, and the WebSocket.
    case all

    /// Whether the server's WebSocket is followed.
    var hasStream: Bool { self == .stream || self == .all }

    /// Whether the node's Wings is asked.
    var hasWings: Bool { self != .panel && self != .panelEach10 && self != .stream }

    /// How often Wings is asked.
    var wingsInterval: Duration {
        switch self {
        case .wingsEachSecond: .seconds(1)
        case .wingsEach5: .seconds(5)
        case .panel, .panelEach10, .wingsEach10, .stream, .all: .seconds(10)
        }
    }

    /// The plan of a panel that is known by them.
    var plan: PanelPlan {
        let sources = SourcePlan(
            polling: hasWings ? .wings : .panel,
            stream: hasStream ? .all : .none,
            wingsInterval: wingsInterval
        )
        var intervals = PanelPlan.defaultIntervals
        if self == .panelEach10 { intervals[.servers] = .seconds(10) }
        return PanelPlan(name: "main", intervals: intervals, sources: sources)
    }

    var description: String {
        switch self {
        case .panel: "panel"
        case .panelEach10: "panel each 10 s"
        case .wingsEachSecond: "Wings each 1 s"
        case .wingsEach5: "Wings each 5 s"
        case .wingsEach10: "Wings each 10 s"
        case .stream: "stream"
        case .all: "all"
        }
    }
}
