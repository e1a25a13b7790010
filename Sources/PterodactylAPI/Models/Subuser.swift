/// A user with some rights on a server that is somebody else's (`server_subuser`).
public struct Subuser: Sendable, Hashable {
    /// The user's UUID.
    public var uuid: UserUUID
    /// The name to log in with.
    public var username: String
    /// The address.
    public var email: String
    /// Where a picture of the user is.
    public var image: String
    /// Whether the account asks for a second factor.
    public var hasTwoFactor: Bool
    /// When the **account** was made.
    public var createdAt: PanelTime?
    /// The rights on this server.
    public var permissions: [Permission]

    /// Makes one; what is left out is what a plain one has.
    public init(
        uuid: UserUUID,
        username: String,
        email: String = "",
        image: String = "",
        hasTwoFactor: Bool = false,
        createdAt: PanelTime? = nil,
        permissions: [Permission] = [.websocketConnect]
    ) {
        self.uuid = uuid
        self.username = username
        self.email = email
        self.image = image
        self.hasTwoFactor = hasTwoFactor
        self.createdAt = createdAt
        self.permissions = permissions
    }
}

extension Subuser: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            uuid: UserUUID(try at["uuid"].string()),
            username: try at["username"].stringIfAny() ?? "",
            email: try at["email"].stringIfAny() ?? "",
            image: try at["image"].stringIfAny() ?? "",
            hasTwoFactor: try at["2fa_enabled"].boolIfAny() ?? false,
            createdAt: try at["created_at"].timeIfAny(),
            permissions: try at["permissions"].strings().map { Permission($0) }
        )
    }
}
