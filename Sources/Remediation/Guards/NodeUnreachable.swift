import Collecting

extension Guard {
    /// A node out of reach may run its servers well; wait until Wings answers and has told of each.
    static let nodeUnreachable = Guard(.nodeUnreachable) { view, _ in
        view.isNodeReachable ? .yes : .no("the panel does not reach the node \(view.node)")
    }
}
