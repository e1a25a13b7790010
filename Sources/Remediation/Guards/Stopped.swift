import Telemetry

extension Guard {
    /// Somebody threw the switch: nothing is done to any server.
    static let stopped = Guard(.stopped) { context in
        guard let stop = context.surroundings.stop else { return .yes }
        let reason = stop.reason.map { ": \($0)" } ?? ""
        return .no("remediation was stopped by \(stop.by) \((context.now - stop.since).inWords) ago\(reason)")
    }
}
