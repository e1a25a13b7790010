extension Guard {
    /// A call that the rate limiter would answer with 429 is not made.
    static let noBudget = Guard(.noBudget) { context in
        context.hasBudget ? .yes : .no("the panel's request budget is spent, the reserve for actions included")
    }
}
