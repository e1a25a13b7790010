/// An address and port of a node (application form).
public struct ApplicationAllocation: Sendable, Hashable {
    /// The allocation's number.
    public var id: AllocationID
    /// The address on the node.
    public var ip: String
    /// The name or address to show instead.
    public var alias: String?
    /// The port.
    public var port: Int
    /// The owner's note.
    public var notes: String?
    /// Whether a server has it.
    public var isAssigned: Bool

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: AllocationID,
        ip: String,
        alias: String? = nil,
        port: Int,
        notes: String? = nil,
        isAssigned: Bool = false
    ) {
        self.id = id
        self.ip = ip
        self.alias = alias
        self.port = port
        self.notes = notes
        self.isAssigned = isAssigned
    }
}

extension ApplicationAllocation: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: AllocationID(try at["id"].int()),
            ip: try at["ip"].string(),
            alias: try at["alias"].stringIfAny(),
            port: try at["port"].int(),
            notes: try at["notes"].stringIfAny(),
            isAssigned: try at["assigned"].boolIfAny() ?? false
        )
    }
}
