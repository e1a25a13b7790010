/// A user of the panel, as the application API shows it.
public struct User: Sendable, Hashable {
    /// The number.
    public var id: UserID
    /// The id that another system gave the user.
    public var externalID: String?
    /// The UUID.
    public var uuid: String
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
    /// Whether it is a root admin, who may do everything.
    public var isAdmin: Bool
    /// Whether a second factor is asked for at log-in.
    public var hasTwoFactor: Bool
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?
    /// What was brought along; nil in it is what was not asked for, not permitted, or not there.
    public var included: Included {
        get { box.value }
        set { box.value = newValue }
    }
    private var box = Box<Included>()

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: UserID,
        externalID: String? = nil,
        uuid: String = "",
        username: String,
        email: String,
        firstName: String = "",
        lastName: String = "",
        language: String = "en",
        isAdmin: Bool = false,
        hasTwoFactor: Bool = false,
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.externalID = externalID
        self.uuid = uuid
        self.username = username
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.language = language
        self.isAdmin = isAdmin
        self.hasTwoFactor = hasTwoFactor
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension User {
    /// What a user may bring along (`UserInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// The servers that the user owns.
        public var servers: [ApplicationServer]?

        /// Makes one; what is left out was not brought along.
        public init(
            servers: [ApplicationServer]? = nil
        ) {
            self.servers = servers
        }

        init() { self.init(servers: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                servers: try at.relationships("servers")
            )
        }
    }
}

extension User: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: UserID(try at["id"].int()),
            externalID: try at["external_id"].stringIfAny(),
            uuid: try at["uuid"].stringIfAny() ?? "",
            username: try at["username"].string(),
            email: try at["email"].string(),
            firstName: try at["first_name"].stringIfAny() ?? "",
            lastName: try at["last_name"].stringIfAny() ?? "",
            language: try at["language"].stringIfAny() ?? "en",
            isAdmin: try at["root_admin"].boolIfAny() ?? false,
            hasTwoFactor: try at["2fa"].boolIfAny() ?? false,
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}

extension User: Identifiable {}
