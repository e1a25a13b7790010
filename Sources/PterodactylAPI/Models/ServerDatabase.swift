/// A database of a server (client form).
public struct ServerDatabase: Sendable, Hashable {
    /// The short text that names it.
    public var id: DatabaseID
    /// The address of its host.
    public var host: String
    /// The port of its host.
    public var port: Int
    /// The name on the host: `s{number of the server}_{name that was asked for}`.
    public var name: String
    /// The user to log in with.
    public var username: String
    /// Where connections may come from; `%` is everywhere.
    public var connectionsFrom: String
    /// Connections at once; nil is unlimited.
    public var maxConnections: Int?
    /// The password; only where it was asked for, and with the permission `database.view_password`.
    public var password: Secret?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: DatabaseID,
        host: String,
        port: Int = 3306,
        name: String,
        username: String,
        connectionsFrom: String = "%",
        maxConnections: Int? = nil,
        password: Secret? = nil
    ) {
        self.id = id
        self.host = host
        self.port = port
        self.name = name
        self.username = username
        self.connectionsFrom = connectionsFrom
        self.maxConnections = maxConnections
        self.password = password
    }
}

extension ServerDatabase: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        let limit = try at["max_connections"].intIfAny() ?? 0
        self.init(
            id: DatabaseID(try at["id"].string()),
            host: try at["host"]["address"].stringIfAny() ?? "",
            port: try at["host"]["port"].intIfAny() ?? 3306,
            name: try at["name"].string(),
            username: try at["username"].stringIfAny() ?? "",
            connectionsFrom: try at["connections_from"].stringIfAny() ?? "%",
            maxConnections: limit > 0 ? limit : nil,
            password: try at.relationship("password", DatabasePassword.self)?.password
        )
    }
}

/// A password as an included object of its own (`database_password`).
private struct DatabasePassword: PanelObject {
    let password: Secret

    init(attributes at: JSONReader) throws(PanelError) { password = Secret(try at["password"].string()) }
}
