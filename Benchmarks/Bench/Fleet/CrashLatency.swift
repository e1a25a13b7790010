import Foundation

/// How long it takes from a crash to the agent's knowledge of it: two agents at one simulated fleet, one that follows all
/// WebSockets and one that asks the nodes' Wings at the default interval.
struct CrashLatency: Sendable {
    /// Seconds from the crash to the line of the log that tells of it, 99 of 100.
    let stream: Double
    let wings: Double
    /// How many WebSockets were open.
    let sockets: Int

    /// The interval at which Wings is asked.
    static let interval = 10.0
    private static let crashes = 200
    private static let pause = Duration.milliseconds(257)

    static func measure(in folder: URL) async throws -> CrashLatency {
        try await SimulatedFleet.with(in: folder) { fleet in
            try await agent(fleet, in: folder, "stream", sources: "{stream: all}") { stream, streamPort in
                try await agent(fleet, in: folder, "wings", sources: "{stream: none}") { wings, _ in
                    Console.say("latency: opening \(SimulatedFleet.servers) WebSockets")
                    var sockets = 0
                    try await stream.wait(within: .seconds(180), for: "1,000 WebSockets") {
                        sockets = try openSockets(streamPort)
                        // Some servers are suspended or being installed: theirs are not given.
                        return sockets >= SimulatedFleet.servers * 97 / 100
                    }
                    Console.say("latency: \(sockets) WebSockets are open; \(crashes) crashes")
                    let times = try await crash(fleet, among: try serversUp(streamPort))
                    try await Task.sleep(for: .seconds(interval + 2))
                    return CrashLatency(
                        stream: try latency(times, in: stream.lines()),
                        wings: try latency(times, in: wings.lines()),
                        sockets: sockets
                    )
                }
            }
        }
    }

    private static func agent<Value>(
        _ fleet: SimulatedFleet,
        in folder: URL,
        _ name: String,
        sources: String,
        _ body: (RunningProcess, UInt16) async throws -> Value
    ) async throws -> Value {
        let place = folder.appendingPathComponent("latency-\(name)-\(UUID())")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let configuration = place.appendingPathComponent("pterowatch.yml")
        let text = """
            panels:
              - url: http://127.0.0.1:\(fleet.port)
                api_key: \(fleet.key)
                sources: \(sources)
            """
        try text.write(to: configuration, atomically: true, encoding: .utf8)
        let arguments = [
            "run", "--config.file=\(configuration.path)", "--storage.path=\(place.path)/data",
            "--web.listen-address=127.0.0.1:0",
        ]
        return try await RunningProcess.with(try Programs.pterowatch, arguments, log: place, name) { process in
            let line = try await process.line(within: .seconds(60)) { $0.contains("msg=Listening") }
            guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else {
                throw BenchError("the agent tells no port: \(line)")
            }
            try await process.wait(within: .seconds(180), for: "its first sweep") {
                try Web.send("GET", "/-/ready", port: port).status == 200
            }
            return try await body(process, port)
        }
    }

    private static func openSockets(_ port: UInt16) throws -> Int {
        let page = String(decoding: try Web.send("GET", "/metrics", port: port).body, as: UTF8.self)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("pterowatch_stream_connections{") }
        return lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0) { $0 + Int($1) }
    }

    /// The short ids of the servers that are shown as running: not those that the panel holds.
    private static func serversUp(_ port: UInt16) throws -> Set<String> {
        let page = String(decoding: try Web.send("GET", "/metrics", port: port).body, as: UTF8.self)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("pterodactyl_server_up{") && $0.hasSuffix(" 1") }
        return Set(lines.compactMap { $0.firstMatch(of: #/server="([^"]*)"/#).map { String($0.1) } })
    }

    /// Crashes servers one after another.
    /// - Returns: when, in seconds of Unix time, by short id.
    private static func crash(_ fleet: SimulatedFleet, among up: Set<String>) async throws -> [String: Double] {
        struct Server: Decodable {
            let identifier: String
            let state: String
        }
        let answer = try Web.send("GET", "/simulator/servers", port: fleet.port)
        let servers = try JSONDecoder().decode([Server].self, from: answer.body)
        var times: [String: Double] = [:]
        for server in servers where server.state == "running" && up.contains(server.identifier) {
            guard times.count < crashes else { break }
            let now = Date().timeIntervalSince1970
            let path = "/simulator/servers/\(server.identifier)/crash"
            guard try Web.send("POST", path, port: fleet.port).status < 300 else { continue }
            times[server.identifier] = now
            try await Task.sleep(for: pause)
        }
        guard times.count == crashes else { throw BenchError("only \(times.count) servers could be crashed") }
        return times
    }

    /// The 99th of 100 times from a crash to the first line about the server after it.
    private static func latency(_ crashes: [String: Double], in lines: [String]) throws -> Double {
        var found: [String: Double] = [:]
        for line in lines where told.contains(where: { line.contains($0) }) {
            guard let server = value(of: "server", in: line), let crash = crashes[server], found[server] == nil,
                let time = value(of: "time", in: line).flatMap({ try? Date($0, strategy: format) })
            else { continue }
            // The log counts whole milliseconds.
            let delay = time.timeIntervalSince1970 - crash
            if delay > -0.001 { found[server] = max(0, delay) }
        }
        guard found.count == crashes.count else {
            let missing = crashes.keys.filter { found[$0] == nil }.sorted().joined(separator: ", ")
            throw BenchError("the crashes of \(missing) were not told")
        }
        let sorted = found.values.sorted()
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * 0.99).rounded(.up)) - 1)]
    }

    /// What the log says of a crash: where Wings mended it before the next look, of the new start.
    private static let told = ["A server's situation changed", "A server was started anew"]

    private static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func value(of name: String, in line: String) -> String? {
        line.split(separator: " ").first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
