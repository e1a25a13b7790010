public import PterodactylAPI
public import Telemetry

/// What identifies an incident in the ledger, in logs and in notifications.
///
/// An incident is one break of one server: all triggers of a server that overlap in time join one.
public struct IncidentHeader: Sendable, Hashable {
    /// `panel/identifier/<detectedAt in ms>`; the alert's name in place of the server where it names none.
    public let id: String
    /// The server; nil when the alert names none.
    public let address: ServerAddress?
    /// The server's full id; nil when the inventory has no such server.
    public let uuid: ServerUUID?
    /// The policy asked for by the first trigger.
    public let policy: String
    /// The name of the alert that opened it.
    public let alert: String
    /// The first evaluation that had the alert's element.
    public let detectedAt: Timestamp

    /// Makes a header.
    public init(
        address: ServerAddress?,
        uuid: ServerUUID?,
        policy: String,
        alert: String,
        detectedAt: Timestamp
    ) {
        self.id = "\(address?.description ?? alert)/\(detectedAt.millisecondsSince1970)"
        self.address = address
        self.uuid = uuid
        self.policy = policy
        self.alert = alert
        self.detectedAt = detectedAt
    }
}
