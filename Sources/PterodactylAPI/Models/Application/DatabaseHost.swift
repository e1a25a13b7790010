/// A database server on which servers may have databases.
public struct DatabaseHost: Sendable, Hashable {
    /// The number.
    public var id: DatabaseHostID
    /// The name.
    public var name: String
    /// The host name or address.
    public var address: String
    /// The port.
    public var port: Int
    /// The user that the panel makes databases with.
    public var username: String
    /// The node whose servers it is meant for; nil for all.
    public var node: NodeID?
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: DatabaseHostID,
        name: String,
        address: String,
        port: Int = 3306,
        username: String = "",
        node: NodeID? = nil,
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.port = port
        self.username = username
        self.node = node
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension DatabaseHost: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: DatabaseHostID(try at["id"].int()),
            name: try at["name"].string(),
            address: try at["host"].string(),
            port: try at["port"].intIfAny() ?? 3306,
            username: try at["username"].stringIfAny() ?? "",
            node: try at["node"].intIfAny().map { NodeID($0) },
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
    }
}

extension DatabaseHost: Identifiable {}
