/// What a panel's rate limit leaves of a fleet of 1,000 servers that only the panel tells of, over a simulated hour.
///
/// The peer shows nothing at all then: it asks for more than the limit in each cycle, and fails as a whole.
extension Row {
    static let limits: [Row] = [256, 720].flatMap { limit in
        [
            Row(
                name: "collect limit \(limit), most requests in 60 s",
                unit: "requests",
                peer: "the panel's limit",
                goal: 1
            ) { Comparison(ours: Double(try await $0.limitedHour(limit).mostInWindow), peer: Double(limit)) },
            Row(
                name: "collect limit \(limit), budget left unused",
                unit: "requests/min",
                peer: "the limit's share for looking",
                goal: 0.1
            ) { session in
                let hour = try await session.limitedHour(limit)
                return Comparison(ours: hour.usablePerMinute - hour.usedPerMinute, peer: hour.usablePerMinute)
            },
            Row(
                name: "collect limit \(limit), greatest age of a server",
                unit: "s",
                peer: "an even spread of the budget",
                goal: 1.2
            ) { session in
                let hour = try await session.limitedHour(limit)
                return Comparison(ours: hour.greatestAge, peer: hour.idealAge)
            },
        ]
    }
}
