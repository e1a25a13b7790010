import Telemetry

/// One line of the panel's activity log.
struct ActivityEntry: Sendable {
    /// The row, from which the entry's public id is made.
    let row: Int
    let event: String
    /// Whether it was made through the panel's API with a key.
    let isAPI: Bool
    let ip: String?
    /// The user; nil for the system.
    let actor: Int?
    let properties: [(String, JSON)]
    let timestamp: Timestamp

    /// The SHA-1 of the row, which is stable but has no order.
    var id: String { Digest.sha1Hex(String(row)) }

    /// Whether the panel's page has more to show than its sentence tells (recorded for backups' start and deletion).
    var hasAdditionalMetadata: Bool { event == "server:backup.start" || event == "server:backup.delete" }
}

/// What Wings has written down but not yet sent to the panel.
struct PendingActivity: Sendable {
    let server: Int
    let event: String
    let actor: Int?
    let properties: [(String, JSON)]
    let timestamp: Timestamp
}
