import Telemetry

/// A place where nodes stand.
struct SimulatedLocation: Sendable {
    let id: Int
    var short: String
    var long: String?
    let createdAt: Timestamp
    var updatedAt: Timestamp
}
