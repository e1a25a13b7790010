extension Guard {
    /// What others need comes first.
    static let waitsForOthers = Guard(.waitsForOthers) { context in
        guard let name = context.surroundings.awaited else { return .yes }
        return .no("it is started after \(name), which does not run yet")
    }
}
