import Collecting
import PterodactylAPI
import Telemetry

/// By which ways a storm's watcher knows the servers.
enum StormSources: CaseIterable, Sendable {
    /// The panel alone.
    case panel
    /// The nodes' Wings, and the panel where they cannot be asked.
    case wings
    /// WebSockets besides.
    case wingsAndStreams
    /// An ordinary user's key, which sees no Wings, with WebSockets.
    case streams

    var isAdmin: Bool { self == .wings || self == .wingsAndStreams }

    var hasStreams: Bool { self == .wingsAndStreams || self == .streams }

    /// Whether a node whose Docker is away can be told from one whose servers crash.
    var seesDocker: Bool { self != .panel }

    var plan: SourcePlan {
        switch self {
        case .panel: .panelAlone
        case .wings: SourcePlan(stream: .none)
        case .wingsAndStreams, .streams: SourcePlan(stream: .all)
        }
    }
}
