extension Guard {
    /// An earlier act may still take effect; a second one beside it would be a duplicate.
    static let attemptOpen = Guard(.attemptOpen) { context in
        context.hasOpenAttempt ? .no("an earlier attempt on the server is not verified yet") : .yes
    }
}
