extension Guard {
    /// An agent that has not looked at every server since it started knows too little, above all of whole nodes.
    static let startupGrace = Guard(.startupGrace) { context in
        context.hasSweptOnce ? .yes : .no("not every server of the panel was looked at since the agent started")
    }
}
