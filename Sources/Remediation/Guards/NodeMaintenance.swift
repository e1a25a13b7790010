import Collecting

extension Guard {
    /// An admin set the node's maintenance flag.
    static let nodeMaintenance = Guard(.nodeMaintenance) { view, _ in
        view.isNodeInMaintenance ? .no("the node \(view.node) is in maintenance") : .yes
    }
}
