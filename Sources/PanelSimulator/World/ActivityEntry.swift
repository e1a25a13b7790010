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

    /// Whether the panel's page has more to show than its sentence tells (panel `resources/lang/en/activity.php`).
    var hasAdditionalMetadata: Bool { Self.eventsWithMore.contains(event) }

    private static let eventsWithMore: Set<String> = [
        "server:backup.start", "server:backup.delete", "server:file.rename", "server:schedule.update",
        "server:subuser.create", "server:subuser.update", "server:subuser.delete", "server:task.create",
        "server:task.update",
    ]

    /// The properties as they are shown: each array with its count beside it, a single one simply as `count`, and
    /// directories with a slash at both ends (panel `ActivityLogTransformer`).
    var shownProperties: [(String, JSON)] {
        let arrays = properties.filter { $0.1.elements != nil }
        let shown = properties.map { name, value in
            guard name == "directory", let text = value.string else { return (name, value) }
            let parts = text.split(separator: "/")
            return (name, JSON.string(parts.isEmpty ? "/" : "/" + parts.joined(separator: "/") + "/"))
        }
        return shown
            + arrays.map { name, value in
                (arrays.count == 1 ? "count" : name + "_count", .int(value.elements?.count ?? 0))
            }
    }
}

/// What Wings has written down but not yet sent to the panel.
struct PendingActivity: Sendable {
    let server: Int
    let event: String
    let actor: Int?
    let properties: [(String, JSON)]
    let timestamp: Timestamp
}
