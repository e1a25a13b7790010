/// A user in public form, as the actor of an activity.
public struct UserSummary: Sendable, Hashable {
    /// The UUID.
    public var uuid: UserUUID
    /// The name to log in with.
    public var username: String
    /// The address.
    public var email: String

    /// Makes a summary.
    public init(
        uuid: UserUUID,
        username: String,
        email: String = ""
    ) {
        self.uuid = uuid
        self.username = username
        self.email = email
    }
}

extension UserSummary: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            uuid: UserUUID(try at["uuid"].string()),
            username: try at["username"].stringIfAny() ?? "",
            email: try at["email"].stringIfAny() ?? ""
        )
    }
}
