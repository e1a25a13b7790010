/// An address and port that a server may listen on (client form).
public struct Allocation: Sendable, Hashable {
    /// The allocation's number.
    public var id: AllocationID
    /// The address on the node.
    public var ip: String
    /// The name or address to show instead.
    public var alias: String?
    /// The port.
    public var port: Int
    /// The owner's note; nil without the right to read it.
    public var notes: String?
    /// Whether it is the server's primary allocation.
    public var isDefault: Bool

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: AllocationID,
        ip: String,
        alias: String? = nil,
        port: Int,
        notes: String? = nil,
        isDefault: Bool = false
    ) {
        self.id = id
        self.ip = ip
        self.alias = alias
        self.port = port
        self.notes = notes
        self.isDefault = isDefault
    }
}

extension Allocation: CustomStringConvertible {
    /// The address that a player types: `play.example.com:25565`, with brackets around an IPv6 address.
    public var description: String {
        let host = alias ?? ip
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension Allocation: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: AllocationID(try at["id"].int()),
            ip: try at["ip"].string(),
            alias: try at["ip_alias"].stringIfAny(),
            port: try at["port"].int(),
            notes: try at["notes"].stringIfAny(),
            isDefault: try at["is_default"].boolIfAny() ?? false
        )
    }
}
