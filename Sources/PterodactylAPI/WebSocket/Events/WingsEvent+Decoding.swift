extension WingsEvent {
    /// Reads a frame: `{"event": …, "args": […]}`, where missing or `null` arguments are none.
    ///
    /// What is no such JSON becomes `unknown` without a name.
    public init(frame text: String) {
        guard let json = JSONValue(parsing: Array(text.utf8)), let name = json["event"]?.string else {
            self = .unknown(name: "", arguments: [text.asPanelDetail])
            return
        }
        let arguments = (json["args"]?.array ?? []).map { $0.string ?? $0.text }
        self.init(name: name, arguments: arguments)
    }

    /// Reads an event from its name and arguments.
    public init(name: String, arguments: [String]) {
        self = Self.simple(name) ?? Self.carrying(arguments.first, name) ?? .unknown(name: name, arguments: arguments)
    }

    /// The events without an argument, or with one that says nothing.
    private static func simple(_ name: String) -> WingsEvent? {
        switch name {
        case "auth success": .authenticated
        case "install started": .installStarted
        case "install completed": .installCompleted
        case "backup restore completed": .backupRestoreCompleted
        case "deleted": .deleted
        case "token expiring": .tokenExpiring
        case "token expired": .tokenExpired
        default: nil
        }
    }

    private static func carrying(_ argument: String?, _ name: String) -> WingsEvent? {
        guard let text = argument else { return nil }
        switch name {
        case "status": return .status(PowerState(word: text))
        case "stats":
            guard let json = JSONValue(parsing: Array(text.utf8)) else { return nil }
            do { return .stats(try WingsStats(json)) } catch { return nil }
        case "console output": return .console(ConsoleLine(text))
        case "daemon message": return .daemonMessage(text)
        case "install output": return .installOutput(text)
        case "transfer logs": return .transferLog(text)
        case "transfer status": return .transferStatus(TransferStatus(word: text))
        case "jwt error": return .tokenRefused(TokenRefusal(text: text))
        case "daemon error": return .daemonError(text)
        case "throttled": return .throttled(text)
        default: return backup(text, name)
        }
    }

    /// Reads `backup completed`, in some versions with the backup's UUID behind a colon in the name.
    private static func backup(_ text: String, _ name: String) -> WingsEvent? {
        let parts = name.split(separator: ":", maxSplits: 1)
        guard parts.first == "backup completed", let json = JSONValue(parsing: Array(text.utf8)),
            let uuid = json["uuid"]?.string ?? parts.dropFirst().first.map(String.init)
        else { return nil }
        let checksum = json["checksum"]?.string ?? ""
        let algorithm = json["checksum_type"]?.string ?? ""
        return .backupCompleted(
            BackupOutcome(
                uuid: BackupUUID(uuid),
                isSuccessful: json["is_successful"]?.bool ?? false,
                checksum: checksum.isEmpty ? nil : algorithm.isEmpty ? checksum : "\(algorithm):\(checksum)",
                size: ByteCount(json["file_size"]?.integer ?? 0)
            )
        )
    }
}
