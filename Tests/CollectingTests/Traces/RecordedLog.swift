import Foundation
import PterodactylAPI
import Telemetry
import TestSupport

/// The activity log of the recorded servers.
enum RecordedLog {
    /// What a server's log has of a time, the newest first, each from when the panel could have it: what an API key did at
    /// once, and what came from Wings a minute later.
    static func entries(
        of server: ServerUUID,
        from start: Timestamp,
        to end: Timestamp
    ) throws -> [ScriptedServer.LogEntry] {
        let names = try Trace.answer("wings_servers_bulk.json").array ?? []
        let configuration = names.compactMap { $0["configuration"] }.first { $0["uuid"]?.string == server.rawValue }
        let name = configuration?["meta"]?["name"]?.string ?? ""
        let entries = try Trace.answer("activity_final.json")[name]?.array ?? []
        return try entries.compactMap { entry in
            guard let attributes = entry["attributes"], let text = attributes["timestamp"]?.string else { return nil }
            let date = try Date(text, strategy: .iso8601)
            // The panel tells whole seconds: it may have been written up to one later.
            let written = Timestamp(millisecondsSince1970: Int64(date.timeIntervalSince1970 * 1_000))
            guard written >= start, written <= end else { return nil }
            let delay = attributes["is_api"] == true ? Duration.seconds(1) : .seconds(60)
            return ScriptedServer.LogEntry(entry: entry, visibleAt: written + delay)
        }
    }
}
