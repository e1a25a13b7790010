/// The keys of one panel.
public struct PanelKeys: Sendable, Hashable {
    /// The account key (`ptlc_…`).
    public let client: Secret
    /// A key of the application API (`ptla_…`); without one the account key is used there, too, which works when its user is
    /// a root admin.
    public let application: Secret?

    /// Makes keys; white space around them is dropped, as files end with a line feed.
    public init(client: Secret, application: Secret? = nil) {
        self.client = client.trimmed
        self.application = application?.trimmed
    }

    /// The key for a call.
    public func key(for call: APICall) -> Secret {
        switch call.api {
        case .application: application ?? client
        case .client, .wings: client
        }
    }
}

extension Secret {
    fileprivate var trimmed: Secret {
        let text = reveal()[...].drop(while: \.isWhitespace)
        let end = text.lastIndex { !$0.isWhitespace }
        return Secret(end.map { String(text[...$0]) } ?? "")
    }
}
