/// What a server's process does, as Wings sees it (`current_state`, Wings' `state`, the WebSocket's `status`).
public enum PowerState: Sendable, Hashable {
    /// No process.
    case offline
    /// The container is being made, or the process has not printed its "done" line yet.
    case starting
    /// Up.
    case running
    /// Asked to stop, or a failed start being rolled back.
    case stopping
    /// A word that this version does not know.
    case other(String)

    /// Reads the word that the panel or Wings uses; the panel's fallback `stopped` means offline.
    public init(word: String) {
        switch word {
        case "offline", "stopped": self = .offline
        case "starting": self = .starting
        case "running": self = .running
        case "stopping": self = .stopping
        default: self = .other(word)
        }
    }

    /// The word that the panel uses.
    public var word: String {
        switch self {
        case .offline: "offline"
        case .starting: "starting"
        case .running: "running"
        case .stopping: "stopping"
        case .other(let word): word
        }
    }
}
