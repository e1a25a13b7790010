extension Guard {
    /// Many servers of one node at once are the node's failure: one alert for a human, not a storm of starts.
    static let nodeOutage = Guard(.nodeOutage) { context in
        guard let outage = context.nodeOutage else { return .yes }
        return .no(
            "\(outage.failing) of the \(outage.expected) servers that should be up on its node failed at once"
        )
    }
}
