public import Collecting

/// All servers as they are seen at one moment, by address and by node.
public struct Fleet: Sendable {
    /// A node of a panel, by the name that its servers carry.
    public struct Node: Hashable, Sendable {
        /// The panel's name in the configuration.
        public let panel: String
        /// The node's name.
        public let name: String

        /// The node of a view's server.
        public init(_ view: ServerView) {
            self.panel = view.panel
            self.name = view.node
        }
    }

    /// The view of each server.
    public let views: [ServerAddress: ServerView]
    private let nodes: [Node: [ServerAddress]]

    /// Makes a fleet; of two views of one server the later one stands.
    public init(_ views: some Sequence<ServerView>) {
        var byAddress: [ServerAddress: ServerView] = [:]
        for view in views { byAddress[ServerAddress(view)] = view }
        self.views = byAddress
        self.nodes = Dictionary(grouping: byAddress.keys) { address in
            byAddress[address].map(Node.init)
        }.reduce(into: [:]) { nodes, group in
            if let node = group.key { nodes[node] = group.value }
        }
    }

    /// A server's view; nil when no such server is known.
    public subscript(address: ServerAddress) -> ServerView? { views[address] }

    /// The nodes that have a server, in no order.
    public var allNodes: some Collection<Node> { nodes.keys }

    /// The servers of a node, in no order.
    public func servers(of node: Node) -> [ServerView] {
        (nodes[node] ?? []).compactMap { views[$0] }
    }
}
