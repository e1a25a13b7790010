public import PterodactylAPI
public import Telemetry

/// An entry of the activity log that bears on whether somebody wants a server up.
public struct ServerEvent: Sendable, Hashable {
    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// A power action was asked for.
        case power(PowerSignal)
        /// A console command that stops the usual game servers.
        case stopCommand
        /// A restore began; it leaves the server offline.
        case restore
        /// A reinstall began.
        case reinstall

        /// Whether it leaves the server offline.
        var takesDown: Bool {
            switch self {
            case .power(.stop), .power(.kill), .stopCommand, .restore, .reinstall: true
            case .power: false
            }
        }

        /// Whether it brings the server up.
        var isStart: Bool { self == .power(.start) || self == .power(.restart) }
    }

    /// The entry's id, for de-duplication only.
    public let id: String
    /// What happened.
    public let kind: Kind
    /// When, by the panel's or the node's clock, in whole seconds.
    public let at: Timestamp
    /// Whether it was made with an API key: then it was written at once, else up to a minute late.
    public let isAPI: Bool

    /// Makes an event.
    public init(id: String, kind: Kind, at: Timestamp, isAPI: Bool) {
        self.id = id
        self.kind = kind
        self.at = at
        self.isAPI = isAPI
    }
}
