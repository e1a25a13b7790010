/// The client API: what a user may do, with a `ptlc_` key; a root admin's key may do it to every server.
///
/// Each call costs one of the user's requests (720 per minute by default, fewer in later versions). "Permission" names
/// what a subuser needs; owners and root admins need none.
///
/// `panel.client` sends what it makes; `ClientAPI()` only makes it:
///
/// ```swift
/// let resources = try await panel.client.servers(id).resources().send()
/// let endpoint = ClientAPI().servers(id).resources().endpoint
/// ```
public struct ClientAPI<Sender: Sendable>: CallGroup {
    let sender: Sender

    init(sender: Sender) { self.sender = sender }

    /// The key's user.
    public var account: ClientAccount<Sender> { ClientAccount(sender: sender) }

    /// The servers: their list, and by `servers(id)` one of them.
    public var servers: ClientServers<Sender> { ClientServers(sender: sender) }

    /// The rights that a subuser may have on this panel.
    ///
    /// `GET client/permissions`.
    public func permissions() -> Request<PermissionCatalogue, Sender> {
        request(.item(APICall(.client, "permissions", .get, "/api/client/permissions")))
    }
}

extension ClientAPI where Sender == Unsent {
    /// Calls to look at and to keep; nobody sends them.
    public init() { self.init(sender: Unsent()) }
}

extension PanelClient {
    /// The client API of this panel.
    public var client: ClientAPI<PanelClient> { ClientAPI(sender: self) }
}
