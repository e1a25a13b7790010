import PterodactylAPI

extension ServerEvent {
    /// Reads an entry of the activity log; nil for one that does not bear on whether a server is wanted up.
    init?(_ entry: ActivityEntry) {
        guard let time = entry.time, let kind = Self.kind(of: entry) else { return nil }
        self.init(id: entry.id, kind: kind, at: time.timestamp, isAPI: entry.isAPI)
    }

    private static func kind(of entry: ActivityEntry) -> Kind? {
        if let signal = entry.powerSignal { return .power(signal) }
        switch entry.event {
        case "server:backup.restore": return .restore
        case "server:reinstall": return .reinstall
        case "server:console.command":
            let command = entry.properties["command"]?.string ?? ""
            return isStopCommand(command) ? .stopCommand : nil
        default: return nil
        }
    }

    /// Whether a console command stops one of the usual game servers.
    static func isStopCommand(_ text: String) -> Bool { stopCommands.contains(text.lowercased()) }

    /// What the eggs of the common games have as their stop command; the client API does not tell which one an egg has.
    private static let stopCommands: Set<String> = [
        "stop", "/stop", "end", "quit", "/quit", "exit", "/exit", "shutdown", "doexit", "saveworld\ndoexit", "^c",
        "save-and-quit", "server.quit",
    ]
}
