/// The key's user.
public struct ClientAccount<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// Who the key belongs to.
    ///
    /// `GET client/account`; a cheap way to learn whether the key is valid and its user a root admin. Exempt from the
    /// panel's demand for two-factor authentication.
    public func get() -> Request<Account, Sender> {
        request(.item(APICall(.client, "account", .get, "/api/client/account")))
    }
}
