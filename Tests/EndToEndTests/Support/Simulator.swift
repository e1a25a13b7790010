import Foundation
import Testing

/// A running `pterowatch simulate`: the panel that the agents of these tests watch.
struct Simulator {
    /// The line that it prints when it is ready.
    struct Readiness: Decodable {
        let panel_url: String
        let client_key: String
        let user_key: String
        let application_key: String
        let control_url: String
    }

    struct Server: Decodable {
        struct Backup: Decodable {
            let created_at_ms: Int64
            let completed_at_ms: Int64?
            let ok: Bool
            let bytes: Double
        }

        let identifier: String
        let name: String
        let node: String
        let state: String
        let status: String?
        let starts: Int
        let crashes: Int
        let wings_gave_up: Bool
    }

    struct Node: Decodable {
        let name: String
        let memory_mib: Double
        let disk_mib: Double
        let allocated_memory_mib: Double
        let allocated_disk_mib: Double
        let servers: Int
    }

    struct Requests: Decodable {
        struct Power: Decodable {
            let at_ms: Int64
            let server: String
            let signal: String
            let status: Int
            /// The header `X-Request-Id`.
            let request_id: String?
        }

        let counts: [String: Int]
        let power: [Power]
    }

    private struct ServerBackups: Decodable {
        let backups: [Server.Backup]
    }

    /// How many times faster than a real panel it goes.
    static let timeScale = 20.0

    let readiness: Readiness
    /// The configuration that it wrote for an agent.
    let configuration: String

    /// What must be in no output of an agent.
    var secrets: [String] { [readiness.client_key, readiness.user_key, readiness.application_key] }

    /// Runs a simulated panel while `body` runs.
    static func with<Result>(
        _ options: [String] = ["--servers=4", "--nodes=2"],
        in folder: URL,
        _ body: (Simulator) async throws -> Result
    ) async throws -> Result {
        let file = folder.appendingPathComponent("simulated.yml")
        let arguments = ["simulate", "--time-scale=\(timeScale)", "--write-config=\(file.path)"] + options
        return try await RunningProcess.with(try Tools.pterowatch, arguments) { process in
            let line = try await process.line { $0.hasPrefix("{") }
            let readiness = try JSONDecoder().decode(Readiness.self, from: Data(line.utf8))
            return try await body(
                Simulator(readiness: readiness, configuration: try String(contentsOf: file, encoding: .utf8))
            )
        }
    }

    // MARK: - The truth

    var servers: [Server] {
        get async throws { try await ask("servers", [Server].self) }
    }

    var nodes: [Node] {
        get async throws { try await ask("nodes", [Node].self) }
    }

    /// The power requests that came so far; what users do in the web console is none.
    var power: [Requests.Power] {
        get async throws { try await ask("requests", Requests.self).power }
    }

    func server(_ identifier: String) async throws -> Server {
        try #require(try await servers.first { $0.identifier == identifier })
    }

    func backups(of identifier: String) async throws -> [Server.Backup] {
        try await ask("servers/\(identifier)", ServerBackups.self).backups
    }

    /// A server that runs.
    func runningServer() async throws -> Server {
        try #require(try await servers.first { $0.state == "running" && $0.status == nil })
    }

    private func ask<Value: Decodable>(_ path: String, _ type: Value.Type) async throws -> Value {
        try await Web.get("\(readiness.control_url)/\(path)").json(type)
    }

    // MARK: - Changing it

    /// Posts to the control API.
    func control(_ path: String, _ json: String = "{}") async throws {
        let answer = try await Web.post("\(readiness.control_url)/\(path)", json: json)
        try #require(answer.status == 200, "\(path): \(answer.text)")
    }

    /// Crashes a server twice within Wings' window, so that Wings gives up.
    func crashForGood(_ identifier: String) async throws {
        try await control("servers/\(identifier)/crash", #"{"times": 2}"#)
    }

    // MARK: - Configurations

    /// The configuration with the shipped rules' waiting times divided as every other duration is.
    func configuration(withScaledRulesIn folder: URL) throws -> String {
        let rules = folder.appendingPathComponent("rules")
        try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: true)
        for file in try Tools.ruleFiles {
            let text = try String(contentsOf: file, encoding: .utf8)
            // Those ask for policies that are off.
            if text.hasPrefix("# Proactive:") { continue }
            try Self.scaled(text).write(
                to: rules.appendingPathComponent(file.lastPathComponent),
                atomically: true,
                encoding: .utf8
            )
        }
        return configuration.replacing(
            "rules:\n",
            with: "rules:\n  builtin: false\n  files: [\"\(rules.path)/*.yml\"]\n"
        )
    }

    /// Divides each `for` and `keep_firing_for` of a rule file.
    private static func scaled(_ rules: String) -> String {
        rules.replacing(/((?:keep_firing_)?for: )(\d+)([smh])/) { match in
            let units: [String: Double] = ["s": 1_000, "m": 60_000, "h": 3_600_000]
            let unit: Double = units[String(match.3)] ?? 0
            let milliseconds: Double = (Double(match.2) ?? 0) * unit / timeScale
            return String(match.1) + String(Int(milliseconds)) + "ms"
        }
    }
}
