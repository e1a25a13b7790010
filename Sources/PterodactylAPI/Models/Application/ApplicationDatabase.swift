/// A database of a server (application form).
///
/// Its times are in the panel's time zone on the wire, unlike those of the application API's other objects.
public struct ApplicationDatabase: Sendable, Hashable {
    /// The number.
    public var id: ApplicationDatabaseID
    /// Its server.
    public var server: InternalServerID
    /// The database host that it is on.
    public var host: DatabaseHostID
    /// The name on the host, such as `s1_world`.
    public var name: String
    /// The user on the host.
    public var username: String
    /// The addresses that may connect, in MySQL's pattern: `%` is any.
    public var allowedRemote: String
    /// How many connections there may be at once; nil is unlimited.
    public var maxConnections: Int?
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
        id: ApplicationDatabaseID,
        server: InternalServerID,
        host: DatabaseHostID,
        name: String,
        username: String = "",
        allowedRemote: String = "%",
        maxConnections: Int? = nil,
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.server = server
        self.host = host
        self.name = name
        self.username = username
        self.allowedRemote = allowedRemote
        self.maxConnections = maxConnections
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension ApplicationDatabase {
    /// What a database may bring along (`ApplicationDatabaseInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// The password of its user.
        public var password: Secret?
        /// The database host; needs the right `database_hosts: read`.
        public var host: DatabaseHost?

        /// Makes one; what is left out was not brought along.
        public init(
            password: Secret? = nil,
            host: DatabaseHost? = nil
        ) {
            self.password = password
            self.host = host
        }

        init() { self.init(password: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                password: try at.relationship("password", DatabasePassword.self)?.secret,
                host: try at.relationship("host")
            )
        }
    }
}

extension ApplicationDatabase: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: ApplicationDatabaseID(try at["id"].int()),
            server: InternalServerID(try at["server"].int()),
            host: DatabaseHostID(try at["host"].int()),
            name: try at["database"].string(),
            username: try at["username"].stringIfAny() ?? "",
            allowedRemote: try at["remote"].stringIfAny() ?? "%",
            maxConnections: try at["max_connections"].intIfAny().flatMap { $0 > 0 ? $0 : nil },
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}

extension ApplicationDatabase: Identifiable {}

/// The password of a database's user (`database_password`).
private struct DatabasePassword: PanelObject {
    let secret: Secret

    init(attributes at: JSONReader) throws(PanelError) { secret = Secret(try at["password"].string()) }
}
