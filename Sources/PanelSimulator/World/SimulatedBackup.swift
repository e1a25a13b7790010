import Telemetry

/// A backup of a server.
struct SimulatedBackup: Sendable {
    let uuid: String
    var name: String
    let ignored: [String]
    var isLocked: Bool
    var isSuccessful: Bool
    var checksum: String?
    var bytes: Int64
    let createdAt: Timestamp
    /// Nil while it runs.
    var completedAt: Timestamp?
    /// The files as they were; nil until it is done.
    var files: SimulatedFileSystem?

    /// Whether it counts for limits: running or good.
    var isNonFailed: Bool { completedAt == nil || isSuccessful }
}
