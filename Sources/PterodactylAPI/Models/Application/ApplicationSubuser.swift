/// Somebody whom a server's owner let in (application form).
public struct ApplicationSubuser: Sendable, Hashable {
    /// The number of this permission; not the user's.
    public var id: SubuserID
    /// The user.
    public var user: UserID
    /// The server.
    public var server: InternalServerID
    /// What the user may do, such as `control.start`.
    public var permissions: [String]
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: SubuserID,
        user: UserID,
        server: InternalServerID,
        permissions: [String] = [],
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.user = user
        self.server = server
        self.permissions = permissions
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension ApplicationSubuser: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: SubuserID(try at["id"].int()),
            user: UserID(try at["user_id"].int()),
            server: InternalServerID(try at["server_id"].int()),
            permissions: try at["permissions"].strings(),
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
    }
}

extension ApplicationSubuser: Identifiable {}
