import Telemetry

/// How many addresses and ports of a node servers have, and how many are free.
struct AllocationCounts: Sendable, Equatable {
    let assigned: Int
    let unassigned: Int
    let receivedAt: Timestamp
}
