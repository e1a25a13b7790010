import Telemetry

extension Guard {
    /// Time to settle after an attempt, whatever its outcome.
    static let cooldown = Guard(.cooldown, isForBeginning: true) { context in
        guard let end = context.lastEnd, context.now - end < context.cooldown else { return .yes }
        return .no(
            "the last attempt ended \((context.now - end).inWords) ago; the cooldown is "
                + context.cooldown.inWords
        )
    }
}
