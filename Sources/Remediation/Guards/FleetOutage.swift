import Telemetry

extension Guard {
    /// Many servers of all nodes at once are the panel's, the network's or our own failure.
    static let fleetOutage = Guard(.fleetOutage) { context in
        guard let outage = context.surroundings.fleetOutage else { return .yes }
        return .no("\(outage.failing) of all \(outage.expected) servers that should be up failed at once")
    }
}
