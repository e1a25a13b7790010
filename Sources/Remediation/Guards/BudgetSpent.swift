extension Guard {
    /// Bounded over servers, too: a mistake of ours must not reach the whole fleet.
    static let budgetSpent = Guard(.budgetSpent, isForBeginning: true) { context in
        guard let words = context.surroundings.spentBudget else { return .yes }
        return .no(words)
    }
}
