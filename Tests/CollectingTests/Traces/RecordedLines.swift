import Foundation
import PterodactylAPI
import Telemetry
import TestSupport

/// Finds in a trace's lines what panel and node said.
struct RecordedLines {
    let trace: Trace

    init(_ trace: Trace) { self.trace = trace }

    private func lines(_ kind: String) -> [Trace.Line] { trace.lines.filter { $0.kind == kind } }

    var begin: Timestamp { trace.lines.first?.timestamp ?? .second(0) }

    var end: Timestamp { trace.lines.last?.timestamp ?? .second(0) }

    /// The server's id, as the WebSocket's address or a path has it.
    var uuid: ServerUUID {
        let texts = trace.lines.lazy.compactMap { $0.json["url"]?.string ?? $0.json["req"]?.string }
        let ids = texts.compactMap { $0.firstMatch(of: /servers\/([0-9a-f]{8}-[0-9a-f-]{27})/)?.output.1 }
        let found = ids.first { !$0.hasPrefix("00000000") }
        return ServerUUID(found.map(String.init) ?? "1a3c759a-2dea-4b95-bf42-da64131e9a39")
    }

    // MARK: - The node

    /// What Wings' list said; where it was not recorded, what answers for the one server or frames tell.
    var words: [RecordedServer.Since<RecordedServer.Word>] {
        let listed = lines("bulk").map { line in
            let value = line.json["v"] ?? .null
            if value == "ABSENT" { return line.since(RecordedServer.Word.absent) }
            return line.since(value["state"] == nil ? .refused : .server(value))
        }
        if !listed.isEmpty { return listed }
        let told = trace.lines.compactMap { line -> RecordedServer.Since<RecordedServer.Word>? in
            guard line.kind == "http", line.json["status"] == 200, let request = line.json["req"]?.string,
                request.hasPrefix("GET wings:/api/servers/"), let value = line.json["resp"], value["state"] != nil
            else { return nil }
            return line.since(.server(value))
        }
        if !told.isEmpty { return told }
        // What happened while Wings refused the token, nobody heard.
        guard let refusal else { return wordsOfFrames }
        let heard = wordsOfFrames.filter { !refusal.contains($0.at) }
        let silence = RecordedServer.Since(at: refusal.lowerBound, value: RecordedServer.Word.refused)
        return (heard + [silence]).sorted { $0.at < $1.at }
    }

    /// When Wings refused the token, and with it every event.
    var refusal: Range<Timestamp>? {
        guard let start = lines("ws").first(where: { $0.json["event"] == "token expired" }) else { return nil }
        let end = lines("ws").first { $0.json["event"] == "auth success" && $0.time > start.time }
        return start.timestamp..<(end?.timestamp ?? self.end)
    }

    private var wordsOfFrames: [RecordedServer.Since<RecordedServer.Word>] {
        var use: JSONValue = ["uptime": 0, "state": "offline"]
        return lines("ws").compactMap { line in
            guard let argument = line.json["args"]?.array?.first else { return nil }
            switch line.json["event"]?.string {
            case "stats": use = argument
            case "status":
                var object = use.object ?? [:]
                object["state"] = argument
                if argument == "offline" || argument == "starting" { object["uptime"] = 0 }
                use = .object(object)
            default: return nil
            }
            return line.since(.server(["state": use["state"] ?? .null, "is_suspended": false, "utilization": use]))
        }
    }

    /// The states that Wings had the server in: by the frames, which tell each at once, else by what was asked.
    var states: [RecordedServer.Since<PowerState>] {
        let first = words.first { if case .server = $0.value { true } else { false } }
        let told = lines("ws").filter { $0.json["event"] == "status" }.compactMap { line in
            line.json["args"]?.array?.first?.string.map { line.since(PowerState(word: $0)) }
        }
        let asked = words.compactMap { word -> RecordedServer.Since<PowerState>? in
            guard case .server(let json) = word.value, let state = json["state"]?.string else { return nil }
            return RecordedServer.Since(at: word.at, value: PowerState(word: state))
        }
        let all = told.isEmpty ? asked : (first == nil ? [] : asked.prefix(1)) + told
        return all.reduce(into: []) { states, next in
            if states.last?.value != next.value { states.append(next) }
        }
    }

    // MARK: - The panel

    /// What it answered for `resources`, whoever asked; nothing of a trace in which nobody asked again and again.
    var answers: [RecordedServer.Since<HTTPResponse>] {
        guard !lines("resources").isEmpty else { return [] }
        return trace.lines.compactMap { line in
            let status = Int(line.json["status"]?.integer ?? 0)
            let request = line.json["req"]?.string ?? ""
            if request.hasPrefix("GET /api/client/servers/"), request.hasSuffix("/resources") {
                return line.since(.json(line.json["resp"] ?? .null, status: status))
            }
            guard line.kind == "resources" else { return nil }
            let value = line.json["v"] ?? .null
            return line.since(.json(status == 200 ? .item("stats", value) : value, status: status))
        }
    }

    /// The status column: as it was read, and as what was done has set it.
    var statuses: [RecordedServer.Since<String?>] {
        trace.lines.compactMap { line in
            let status = line.json["status"]?.integer ?? 0
            switch line.kind {
            case "resources" where status == 200: return line.since(nil)
            case "ws" where ["install completed", "backup restore completed"].contains(line.json["event"]?.string):
                return line.since(nil)
            case "http" where (200..<300).contains(status):
                let request = line.json["req"]?.string ?? ""
                if request.hasSuffix("/suspend") { return line.since("suspended") }
                if request.hasSuffix("/unsuspend") { return line.since(nil) }
                if request.hasSuffix("/reinstall") || request == "POST /api/application/servers" {
                    return line.since("installing")
                }
                guard request.hasPrefix("GET /api/client/servers/"), line.json["resp"]?["object"] == "server" else {
                    return nil
                }
                return line.since(line.json["resp"]?["attributes"]?["status"]?.string)
            default: return nil
            }
        }
    }

    var goneAt: Timestamp? {
        trace.lines.first { $0.json["req"]?.string?.hasPrefix("DELETE /api/application/servers/") ?? false }?.timestamp
    }

    // MARK: - The WebSocket

    var frames: [RecordedServer.Since<String>] {
        trace.lines.compactMap { line in line.frame.map { line.since($0) } }
    }

    var openings: [RecordedServer.Since<Bool>] {
        trace.lines.compactMap { line in
            switch line.kind {
            case "ws_open": line.since(true)
            case "ws_closed": line.since(false)
            default: nil
            }
        }
    }

    // MARK: - What was done

    /// From one action to another.
    func span(from first: [String], to last: [String]) -> Range<Timestamp>? {
        func time(of names: [String]) -> Timestamp? {
            lines("action").first { names.contains($0.json["what"]?.string ?? "") }?.timestamp
        }
        guard let start = time(of: first), let end = time(of: last) else { return nil }
        return start..<end
    }
}

extension Trace.Line {
    var timestamp: Timestamp { Timestamp(millisecondsSince1970: time.millisecondsSince1970) }

    fileprivate func since<Value>(_ value: Value) -> RecordedServer.Since<Value> {
        RecordedServer.Since(at: timestamp, value: value)
    }
}
