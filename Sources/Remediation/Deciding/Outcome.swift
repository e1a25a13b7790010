import PterodactylAPI

/// How an intent ended: the closed list of the metric label `outcome`.
public enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
    /// The server was seen running after the act.
    case recovered
    /// What it was for was seen, and the ladder goes on, or ends without the server running.
    case succeeded
    /// What it was for did not come in time.
    case failed
    /// The panel or the node said no, so that nothing happened.
    case refusedByPanel = "refused_by_panel"
    /// The request surely never arrived, or the rate limiter took it.
    case notDelivered = "not_delivered"
    /// Somebody stopped the server, suspended it or took it over meanwhile.
    case supersededByHuman = "superseded_by_human"
    /// A guard said no between the intent and the act; nothing was sent.
    case withdrawn
    /// The server could not be seen for so long after the deadline that nobody can tell.
    case unverified

    /// Whether something was sent, or may have been: then the cooldown runs from its end.
    public var startsCooldown: Bool {
        switch self {
        case .withdrawn: false
        default: true
        }
    }

    /// Whether it counts against the limit of attempts.
    public var countsAsAttempt: Bool {
        switch self {
        case .withdrawn, .notDelivered, .supersededByHuman: false
        default: true
        }
    }
}

/// What an answer to the act says of whether the act was carried out.
enum Delivery: Equatable {
    /// Accepted, or nobody knows: a power call that ended in 504 was still carried out when the node woke (observed).
    /// Only watching the server tells.
    case mayHaveBeenCarriedOut
    /// Surely not, and this is how the intent ends.
    case notCarriedOut(Outcome)

    init(_ answer: Result<Void, PanelError>) {
        switch answer {
        case .success: self = .mayHaveBeenCarriedOut
        case .failure(let error): self.init(error)
        }
    }

    private init(_ error: PanelError) {
        switch error {
        case .unauthenticated, .forbidden, .twoFactorRequired, .notFound, .conflict, .validation, .refused,
            .serverOffline:
            self = .notCarriedOut(.refusedByPanel)
        case .nodeError(let status, _):
            self = (400..<500).contains(status) ? .notCarriedOut(.refusedByPanel) : .mayHaveBeenCarriedOut
        case .rateLimited, .throttled, .transport(.connectFailed):
            self = .notCarriedOut(.notDelivered)
        case .nodeUnreachable, .panelUnavailable, .unexpectedBody, .undecodable, .transport, .cancelled:
            self = .mayHaveBeenCarriedOut
        }
    }
}
