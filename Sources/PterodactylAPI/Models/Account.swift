/// The user whom a client key belongs to (`user` in its account form).
public struct Account: Sendable, Hashable {
    /// The user's number.
    public var id: UserID
    /// Whether it is a root admin: only then the key sees every server and the application API.
    public var isAdmin: Bool
    /// The name to log in with.
    public var username: String
    /// The address.
    public var email: String
    /// The first name.
    public var firstName: String
    /// The last name.
    public var lastName: String
    /// The language of the panel's texts, such as `en`.
    public var language: String

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: UserID,
        isAdmin: Bool = false,
        username: String,
        email: String,
        firstName: String = "",
        lastName: String = "",
        language: String = "en"
    ) {
        self.id = id
        self.isAdmin = isAdmin
        self.username = username
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.language = language
    }
}

extension Account: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: UserID(try at["id"].int()),
            isAdmin: try at["admin"].boolIfAny() ?? false,
            username: try at["username"].stringIfAny() ?? "",
            email: try at["email"].stringIfAny() ?? "",
            firstName: try at["first_name"].stringIfAny() ?? "",
            lastName: try at["last_name"].stringIfAny() ?? "",
            language: try at["language"].stringIfAny() ?? "en"
        )
    }
}
