extension Node {
    /// What a node may bring along (`NodeInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// Its addresses and ports.
        public var allocations: [ApplicationAllocation]?
        /// Where it stands.
        public var location: Location?
        /// Its servers.
        public var servers: [ApplicationServer]?

        /// Makes one; what is left out was not brought along.
        public init(
            allocations: [ApplicationAllocation]? = nil,
            location: Location? = nil,
            servers: [ApplicationServer]? = nil
        ) {
            self.allocations = allocations
            self.location = location
            self.servers = servers
        }

        init() { self.init(allocations: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                allocations: try at.relationships("allocations"),
                location: try at.relationship("location"),
                servers: try at.relationships("servers")
            )
        }
    }
}
