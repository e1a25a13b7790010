/// A server, and what the key's user is to it.
public struct ServerDetails: Sendable, Hashable {
    /// The server.
    public var server: Server
    /// Whether the user owns it.
    public var isOwner: Bool
    /// The user's rights: `*` for the owner and, with some that begin with `admin`, for a root admin.
    public var permissions: [Permission]

    /// Makes one.
    public init(server: Server, isOwner: Bool, permissions: [Permission]) {
        self.server = server
        self.isOwner = isOwner
        self.permissions = permissions
    }

    /// Whether the user has a right.
    public func allows(_ permission: Permission) -> Bool { permissions.allow(permission) }
}

extension ServerDetails {
    init(_ document: JSONReader) throws(PanelError) {
        let server = try document.item(Server.self)
        let meta = document["meta"]
        self.init(
            server: server,
            isOwner: try meta["is_server_owner"].boolIfAny() ?? server.isOwner,
            permissions: try meta["user_permissions"].strings().map { Permission($0) }
        )
    }
}
