import Foundation
import PterodactylAPI
import Telemetry
import TestSupport

/// The server of a trace: what panel and node said of it at each moment, and what was true.
struct RecordedServer: Sendable {
    /// What Wings answered when it was asked for its servers.
    enum Word: Sendable {
        /// The server as it is in the list.
        case server(JSONValue)
        /// The list, without the server.
        case absent
        /// No connection.
        case refused
    }

    /// Something from a moment on.
    struct Since<Value: Sendable>: Sendable {
        let at: Timestamp
        let value: Value
    }

    let trace: Trace
    let uuid: ServerUUID
    let begin: Timestamp
    let end: Timestamp
    /// The states that Wings had it in.
    let states: [Since<PowerState>]
    let words: [Since<Word>]
    /// What the panel answered for `resources`.
    let answers: [Since<HTTPResponse>]
    /// The panel's status column.
    let statuses: [Since<String?>]
    /// When it was deleted.
    let goneAt: Timestamp?
    /// When Wings was stopped, and when it went on.
    let hang: Range<Timestamp>?
    /// When its Docker was not there.
    let dockerOutage: Range<Timestamp>?
    /// When Wings refused the token.
    let refusal: Range<Timestamp>?
    /// The frames of its WebSocket.
    let frames: [Since<String>]
    /// Whether Wings accepted WebSockets.
    let openings: [Since<Bool>]
    let log: [ScriptedServer.LogEntry]

    /// Reads a trace.
    /// - Parameter uuid: another id, for a server that goes with the recorded one.
    init(_ trace: Trace, as uuid: ServerUUID? = nil) throws {
        let lines = RecordedLines(trace)
        self.trace = trace
        self.uuid = uuid ?? lines.uuid
        (begin, end) = (lines.begin, lines.end)
        words = lines.words
        answers = lines.answers
        statuses = lines.statuses
        goneAt = lines.goneAt
        hang = lines.span(from: ["SIGSTOP wings"], to: ["SIGCONT"])
        dockerOutage = lines.span(from: ["SIGTERM dockerd"], to: ["power start"])
        refusal = lines.refusal
        frames = lines.frames
        openings = lines.openings
        states = lines.states
        log = try RecordedLog.entries(of: lines.uuid, from: begin - .seconds(600), to: end)
    }

    // MARK: - At a moment

    /// What Wings says of it; nil while it is stopped and says nothing.
    func word(at now: Timestamp) -> Word? {
        if let hang, hang.contains(now) { return nil }
        guard let word = words.last(where: { $0.at <= now }) ?? words.first else { return .absent }
        guard case .server(let json) = word.value else { return word.value }
        return .server(json.with(uptimeGrownBy: max(.zero, now - word.at)))
    }

    /// The panel's status column.
    func status(at now: Timestamp) -> String? { statuses.last { $0.at <= now }?.value }

    /// Whether a WebSocket to it can be opened; nil before the trace's own was.
    func isOpen(at now: Timestamp) -> Bool? {
        if let hang, hang.contains(now) { return nil }
        return openings.last { $0.at <= now }?.value
    }

    /// Whether it had a state at any moment between two.
    func had(_ state: PowerState, from start: Timestamp, to end: Timestamp) -> Bool {
        if states.contains(where: { $0.value == state && $0.at > start && $0.at <= end }) { return true }
        return (states.last { $0.at <= start } ?? states.first)?.value == state
    }

    /// The state that Wings has it in.
    func state(at now: Timestamp) -> PowerState? { (states.last { $0.at <= now } ?? states.first)?.value }
}

extension JSONValue {
    /// A server of Wings some time later: a container that is up grows older.
    fileprivate func with(uptimeGrownBy age: Duration) -> JSONValue {
        guard var object, var use = object["utilization"]?.object, let uptime = use["uptime"]?.integer, uptime > 0
        else { return self }
        use["uptime"] = .integer(uptime + Int64(age / .milliseconds(1)))
        object["utilization"] = .object(use)
        return .object(object)
    }

    /// What the panel makes of a server of Wings.
    var asResources: JSONValue {
        let use = self["utilization"] ?? [:]
        return .item(
            "stats",
            [
                "current_state": self["state"] ?? .null, "is_suspended": self["is_suspended"] ?? false,
                "resources": [
                    "memory_bytes": use["memory_bytes"] ?? 0, "cpu_absolute": use["cpu_absolute"] ?? 0,
                    "disk_bytes": use["disk_bytes"] ?? 0, "network_rx_bytes": use["network"]?["rx_bytes"] ?? 0,
                    "network_tx_bytes": use["network"]?["tx_bytes"] ?? 0, "uptime": use["uptime"] ?? 0,
                ],
            ]
        )
    }
}
