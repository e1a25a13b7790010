import PterodactylAPI

extension PanelError {
    /// Whether the panel as a whole is in doubt: it did not answer, answered as a proxy would, or knows the key no more.
    var isFailureOfPanel: Bool {
        switch self {
        case .transport(.cancelled): false
        case .transport, .panelUnavailable, .unexpectedBody, .undecodable, .unauthenticated, .twoFactorRequired: true
        default: false
        }
    }

    /// Whether a collector did not get what it asked for, by no fault of the server or node that it asked about.
    ///
    /// A right that the key lacks is no failure: what needs it is absent and said once.
    var isFailureOfCollector: Bool {
        switch self {
        case .conflict, .nodeUnreachable, .nodeError, .notFound, .forbidden, .serverOffline: false
        case .transport(.cancelled): false
        default: true
        }
    }
}
