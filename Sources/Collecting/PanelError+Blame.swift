import PterodactylAPI

extension PanelError {
    /// Whether the panel as a whole is in doubt: it did not answer, answered as a proxy would, or knows the key no more.
    var isFailureOfPanel: Bool {
        switch self {
        case .cancelled: false
        case .transport, .panelUnavailable, .unexpectedBody, .unauthenticated, .twoFactorRequired: true
        default: false
        }
    }

    /// Whether a collector did not get what it asked for, by no fault of the server or node that it asked about.
    ///
    /// A right that the key lacks is no failure: what needs it is absent and said once. What every key may read is refused
    /// only to one that may not be used from here at all, which may change.
    func isFailureOfCollector(of call: PanelCall) -> Bool {
        if call.isForWings { return isUnreadable }
        return switch self {
        case .conflict, .nodeUnreachable, .nodeError, .notFound, .serverOffline: false
        case .forbidden: !call.needsRight
        case .cancelled: false
        default: true
        }
    }

    /// Whether an answer came that makes no sense.
    private var isUnreadable: Bool { if case .undecodable = self { true } else { false } }

    /// Whether the call of a node's server shows that the panel reached the node, or that it did not; nil when the panel
    /// answered without asking.
    var hasReachedNode: Bool? {
        switch self {
        case .nodeUnreachable: false
        // Wings answers that it does not know the server, or that it will not do this; with anything else, such as the 403
        // of a token that is not its own, nothing can be learned of its servers that way.
        case .nodeError(let status, _): status == 404 || status == 400
        default: nil
        }
    }
}
