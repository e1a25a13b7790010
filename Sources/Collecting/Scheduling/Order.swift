public import PterodactylAPI

/// What the agent tells a panel to do about a server.
public enum Order: Sendable, Hashable {
    /// A power signal.
    case power(PowerSignal)
    /// A line for the console of a server that runs.
    case command(String)
    /// A new backup.
    case createBackup
    /// The end of a backup.
    case deleteBackup(BackupUUID)
    /// A suspension, by the number that the application API knows the server by.
    case suspend(InternalServerID)
    /// The end of a suspension.
    case unsuspend(InternalServerID)

    /// The API that takes it.
    var api: APICall.API {
        switch self {
        case .power, .command, .createBackup, .deleteBackup: .client
        case .suspend, .unsuspend: .application
        }
    }

    /// What to send for a server, and how to read the answer.
    func endpoint(_ uuid: ServerUUID) -> Endpoint<PanelAnswer> {
        let server = ClientAPI().servers(uuid)
        let admin = ApplicationAPI()
        return switch self {
        case .power(let signal): server.power(signal).endpoint.map { _ in .accepted }
        case .command(let text): server.command(text).endpoint.map { _ in .accepted }
        case .createBackup: server.backups.create().endpoint.map { .backupBegun($0.uuid) }
        case .deleteBackup(let backup): server.backups.delete(backup).endpoint.map { _ in .accepted }
        case .suspend(let id): admin.servers(id).suspend().endpoint.map { _ in .accepted }
        case .unsuspend(let id): admin.servers(id).unsuspend().endpoint.map { _ in .accepted }
        }
    }
}
