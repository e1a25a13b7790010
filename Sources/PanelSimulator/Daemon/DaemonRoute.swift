import PterodactylAPI

/// Wings' routes that are simulated (wings `router/router.go`).
enum DaemonRoute: String, Sendable {
    case system, servers, server, logs, power, commands, sync, install, reinstall, backup, files
    case deleteServer = "delete_server"
    case denyTokens = "ws_deny"
    case websocket = "ws"
    case restoreBackup = "restore_backup"
    case deleteBackup = "delete_backup"
    case downloadFile = "signed_download_file"
    case downloadBackup = "signed_download_backup"
    case upload = "signed_upload"

    /// Whether it wants the node's token; the others want one of their own.
    var isProtected: Bool { ![.websocket, .downloadFile, .downloadBackup, .upload].contains(self) }

    /// The route of a method and a path, with the server and what else the path names.
    static func match(_ method: HTTPRequest.Method, _ path: [String]) -> (
        route: DaemonRoute, server: String?, rest: String?
    )? {
        switch (method, path) {
        case (.get, ["download", "file"]): return (.downloadFile, nil, nil)
        case (.get, ["download", "backup"]): return (.downloadBackup, nil, nil)
        case (.post, ["upload", "file"]): return (.upload, nil, nil)
        default: break
        }
        guard path.count >= 2, path[0] == "api" else { return nil }
        switch (method, path.count) {
        case (.get, 2) where path[1] == "system": return (.system, nil, nil)
        case (.get, 2) where path[1] == "servers": return (.servers, nil, nil)
        case (.get, 3) where path[1] == "servers": return (.server, path[2], nil)
        case (.delete, 3) where path[1] == "servers": return (.deleteServer, path[2], nil)
        default: break
        }
        guard path.count >= 4, path[1] == "servers" else { return nil }
        if path[3] == "files", path.count > 4 { return (.files, path[2], path[4...].joined(separator: "/")) }
        let route: DaemonRoute? =
            switch (method, path[3...].joined(separator: "/"), path.count) {
            case (.get, "logs", _): .logs
            case (.get, "ws", _): .websocket
            case (.post, "power", _): .power
            case (.post, "commands", _): .commands
            case (.post, "sync", _): .sync
            case (.post, "install", _): .install
            case (.post, "reinstall", _): .reinstall
            case (.post, "ws/deny", _): .denyTokens
            case (.post, "backup", _): .backup
            case (.post, _, 6) where path[3] == "backup" && path[5] == "restore": .restoreBackup
            case (.delete, _, 5) where path[3] == "backup": .deleteBackup
            default: nil
            }
        return route.map { ($0, path[2], path.count > 4 ? path[4] : nil) }
    }
}
