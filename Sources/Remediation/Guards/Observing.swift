extension Guard {
    /// The mode allows to decide, but not to act.
    static let observing = Guard(.observing) { context in
        context.mode == .automatic
            ? .yes : .no("would have done: \(context.policy.step) (mode is \(context.mode.rawValue))")
    }
}
