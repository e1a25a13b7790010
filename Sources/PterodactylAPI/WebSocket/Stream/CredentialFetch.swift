/// The request for credentials that is under way, and the last one.
struct CredentialFetch: Sendable, Equatable {
    var startedAt: PanelTime?
    var isUnderWay = false
    /// Whether its answer is not wanted any more.
    var isOutdated = false

    /// When the next request may start.
    func mayStart(_ timing: StreamTiming) -> PanelTime {
        startedAt.map { $0 + timing.credentialSpacing } ?? PanelTime(millisecondsSince1970: .min)
    }
}
