import Telemetry

extension Guard {
    /// Bounded: what did not help three times is a human's matter, until one acts or the server runs well for long.
    static let attemptsExhausted = Guard(.attemptsExhausted, isForBeginning: true) { context in
        if context.givenUpSince != nil { return .no("the server was given up and needs a human") }
        let policy = context.policy
        guard context.attempts >= policy.attempts else { return .yes }
        return .no(
            "\(context.attempts) attempts in \(policy.attemptsWindow.inWords), allowed are \(policy.attempts): "
                + "the server is given up and needs a human"
        )
    }
}
