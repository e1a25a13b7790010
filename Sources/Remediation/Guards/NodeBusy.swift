import Collecting

extension Guard {
    /// A node that boots is not asked to start all its servers at once.
    static let nodeBusy = Guard(.nodeBusy, isForBeginning: true) { view, context in
        guard context.surroundings.openOnNode >= context.surroundings.atOncePerNode else { return .yes }
        return .no(
            "\(context.surroundings.openOnNode) attempts are under way on the node \(view.node); allowed are \(context.surroundings.atOncePerNode)"
        )
    }
}
