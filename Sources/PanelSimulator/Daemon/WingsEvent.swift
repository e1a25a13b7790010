import PterodactylAPI

/// What Wings tells those who listen to a server; the words are those of the wire.
enum WingsEvent: Sendable, Equatable {
    case status(PowerState)
    /// The figures, as JSON text.
    case stats(String)
    case consoleOutput(String)
    case daemonMessage(String)
    case installStarted
    case installOutput(String)
    case installCompleted
    /// What came of a backup, as JSON text.
    case backupCompleted(String)
    case backupRestoreCompleted
    case transferLogs(String)
    case transferStatus(String)
    case deleted

    /// The event's name.
    var name: String {
        switch self {
        case .status: "status"
        case .stats: "stats"
        case .consoleOutput: "console output"
        case .daemonMessage: "daemon message"
        case .installStarted: "install started"
        case .installOutput: "install output"
        case .installCompleted: "install completed"
        case .backupCompleted: "backup completed"
        case .backupRestoreCompleted: "backup restore completed"
        case .transferLogs: "transfer logs"
        case .transferStatus: "transfer status"
        case .deleted: "deleted"
        }
    }

    /// Its one argument.
    var argument: String {
        switch self {
        case .status(let state): state.word
        case .stats(let text), .consoleOutput(let text), .daemonMessage(let text), .installOutput(let text),
            .backupCompleted(let text), .transferLogs(let text), .transferStatus(let text):
            text
        case .installStarted, .installCompleted, .backupRestoreCompleted: ""
        case .deleted: "null"
        }
    }

    /// An event as it goes over the wire: written once for all who listen.
    struct Frame: Sendable {
        let text: String
        /// The permission without which it is held back; nil for none.
        let permission: String?
    }

    /// The event as it goes over the wire.
    var frame: Frame { Frame(text: Self.frameText(name, [argument]), permission: permission) }

    /// The text frame of an event; one that has no arguments has no list of them either.
    static func frameText(_ event: String, _ arguments: [String]?) -> String {
        var members: [(String, JSON)] = [("event", .string(event))]
        if let arguments { members.append(("args", .array(arguments.map { .string($0) }))) }
        return String(decoding: JSON.object(members).encoded, as: UTF8.self)
    }

    /// The permission without which it is held back; nil for none.
    var permission: String? {
        switch self {
        case .installOutput: "admin.websocket.install"
        case .backupCompleted: "backup.read"
        case .transferLogs: "admin.websocket.transfer"
        default: nil
        }
    }
}
