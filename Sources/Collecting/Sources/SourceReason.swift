/// Why a node's servers are not known by a better source: the `reason` label.
public enum SourceReason: String, Sendable, Hashable, CaseIterable {
    /// The configuration wants it so.
    case configured
    /// The key's owner is no root admin, so that the node's token cannot be read.
    case notAdmin = "not_admin"
    /// The key lacks the right to read nodes or their configurations.
    case noRight = "no_right"
    /// The node, or its configuration, could not be read from the panel yet.
    case unread
    /// Wings does not accept the token that the panel gives.
    case tokenRefused = "token_refused"
    /// Wings does not answer the agent.
    case unreachable
    /// Following all servers would take too much of the request budget, or of this machine.
    case tooMany = "too_many"

    /// The reason in plain words.
    public var words: String {
        switch self {
        case .configured: "the configuration says so"
        case .notAdmin: "the key's owner is no root admin"
        case .noRight: "the key may not read the node's configuration"
        case .unread: "the node's configuration could not be read"
        case .tokenRefused: "Wings does not accept the token that the panel has for it"
        case .unreachable: "Wings does not answer from here"
        case .tooMany: "there are too many servers to follow them all without being told to"
        }
    }
}

/// What tells state and use of a node's servers.
struct SourceChoice: Sendable, Equatable {
    /// The source; nil while that is being found out.
    let source: ObservationSource?
    /// Why it is no better one; nil for the best.
    let reason: SourceReason?

    init(_ source: ObservationSource?, _ reason: SourceReason? = nil) {
        self.source = source
        self.reason = reason
    }
}
