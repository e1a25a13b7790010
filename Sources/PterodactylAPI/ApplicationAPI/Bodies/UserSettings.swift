/// What can be set of a user.
public struct UserSettings: Sendable, Hashable {
    /// The name to log in with, 1 to 191 characters, unlike that of any other.
    ///
    /// At least three letters, digits, `_`, `-` and `.`, with a letter or digit at both ends.
    public var username: String
    /// The address, unlike that of any other.
    public var email: String
    /// The first name, 1 to 191 characters.
    public var firstName: String
    /// The last name, 1 to 191 characters.
    public var lastName: String
    /// The id that another system gave the user, unlike that of any other; nil for none.
    public var externalID: String?
    /// A password to set; nil for a link by mail (a new user), or to leave it as it is.
    public var password: Secret?
    /// Whether it is a root admin, who may do everything.
    public var isAdmin: Bool
    /// The language of the panel's texts; the panel has only `en` by itself.
    public var language: String

    /// Makes settings; what is left out is what the panel does when it is not told.
    public init(
        username: String,
        email: String,
        firstName: String,
        lastName: String,
        externalID: String? = nil,
        password: Secret? = nil,
        isAdmin: Bool = false,
        language: String = "en"
    ) {
        self.username = username
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.externalID = externalID
        self.password = password
        self.isAdmin = isAdmin
        self.language = language
    }

    /// The settings that a user has; the password is never told.
    public init(_ user: User) {
        self.init(
            username: user.username,
            email: user.email,
            firstName: user.firstName,
            lastName: user.lastName,
            externalID: user.externalID,
            isAdmin: user.isAdmin,
            language: user.language
        )
    }

    /// All of them.
    var json: JSONValue {
        [
            "username": .string(username), "email": .string(email), "first_name": .string(firstName),
            "last_name": .string(lastName), "external_id": .orNull(externalID),
            "password": .orNull(password?.reveal()), "root_admin": .bool(isAdmin), "language": .string(language),
        ]
    }

    /// The four that the panel demands each time, and those that differ.
    func json(changing former: UserSettings) -> JSONValue {
        let old = former.json
        let demanded: Set = ["username", "email", "first_name", "last_name"]
        let members = json.object ?? [:]
        return .object(members.filter { demanded.contains($0.key) || $0.value != old[$0.key] })
    }
}
