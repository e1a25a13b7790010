/// An address and port of a node (application form).
public struct ApplicationAllocation: Sendable, Hashable {
    /// The number.
    public var id: AllocationID
    /// The address on the node.
    public var ip: String
    /// The name or address to show instead.
    public var alias: String?
    /// The port.
    public var port: Int
    /// The server owner's note.
    public var notes: String?
    /// Whether a server has it.
    public var isAssigned: Bool
    /// What was brought along; nil in it is what was not asked for, not permitted, or not there.
    public var included: Included {
        get { box.value }
        set { box.value = newValue }
    }
    private var box = Box<Included>()

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

extension ApplicationAllocation {
    /// What an allocation may bring along (`AllocationInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// Its node.
        public var node: Node?
        /// The server that has it; nil for none.
        public var server: ApplicationServer?

        /// Makes one; what is left out was not brought along.
        public init(
            node: Node? = nil,
            server: ApplicationServer? = nil
        ) {
            self.node = node
            self.server = server
        }

        init() { self.init(node: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                node: try at.relationship("node"),
                server: try at.relationship("server")
            )
        }
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
        if !at["relationships"].isNull { included = try Included(at) }
    }
}

extension ApplicationAllocation: Identifiable {}
