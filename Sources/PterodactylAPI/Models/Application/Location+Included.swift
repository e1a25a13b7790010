extension Location {
    /// What a location may bring along (`LocationInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// The nodes that stand there.
        public var nodes: [Node]?
        /// The servers of those nodes.
        public var servers: [ApplicationServer]?

        /// Makes one; what is left out was not brought along.
        public init(nodes: [Node]? = nil, servers: [ApplicationServer]? = nil) {
            self.nodes = nodes
            self.servers = servers
        }

        init() { self.init(nodes: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(nodes: try at.relationships("nodes"), servers: try at.relationships("servers"))
        }
    }
}
