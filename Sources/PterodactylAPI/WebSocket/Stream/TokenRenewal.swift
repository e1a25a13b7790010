/// Where the renewal of a token stands.
struct TokenRenewal: Sendable, Equatable {
    /// Whether the token has to be renewed.
    var isNeeded = false
    /// When it may be tried.
    var notBefore = PanelTime(millisecondsSince1970: .min)
    /// The new token, sent and not answered yet, and when it was sent.
    var sent: StreamToken?
    var sentAt: PanelTime?
    /// When Wings said that the token is over.
    var expiredAt: PanelTime?
    /// Renewals in a row that did not help.
    var failures = 0
    /// Whether the token was accepted after a refusal, and no event has come since.
    var isUnproven = false
}
