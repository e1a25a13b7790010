extension Guard {
    /// A server that goes up and down again and again needs a human, not another start.
    static let flapping = Guard(.flapping, isForBeginning: true) { context in
        guard let changes = context.surroundings.flaps else { return .yes }
        return .no("the server flaps: it went up or down \(changes) times lately")
    }
}
