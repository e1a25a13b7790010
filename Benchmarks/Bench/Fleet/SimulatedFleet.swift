import Foundation

/// A running `pterowatch simulate` with a large fleet, whose rate limit nobody reaches.
struct SimulatedFleet: Sendable {
    /// What the control API tells of the requests since it was asked to count anew.
    struct Requests: Decodable, Sendable {
        struct Coverage: Decodable, Sendable {
            let objects: Int
            let from_ms: Int64
            let to_ms: Int64
        }

        let counts: [String: Int]
        let coverage: [String: Coverage]

        /// All requests; `status_…` counts the failed ones among them a second time.
        var total: Int { counts.reduce(0) { $1.key.hasPrefix("status_") ? $0 : $0 + $1.value } }

        /// How many servers were asked for their state.
        var servers: Int { coverage["resources"]?.objects ?? 0 }

        /// How many nodes' Wings were asked for the state of their servers.
        var nodes: Int { coverage["wings_servers"]?.objects ?? 0 }

        /// How often each node was asked for the state of its servers.
        var cycles: Double { Double(counts["wings_servers"] ?? 0) / Double(max(nodes, 1)) }

        /// The requests for states, use and nodes alone.
        var forStates: Int { ["wings_servers", "resources", "nodes"].reduce(0) { $0 + (counts[$1] ?? 0) } }

        /// From the first request of any kind to the one after which every node was asked once.
        var cycleSeconds: Double {
            let begin = coverage.values.map(\.from_ms).min() ?? 0
            return Double((coverage["wings_servers"]?.to_ms ?? 0) - begin) / 1_000
        }

        /// From the first request of any kind to the one that completed the first sweep over states and backups.
        var sweepSeconds: Double {
            let begin = coverage.values.map(\.from_ms).min() ?? 0
            let end = ["resources", "backups"].compactMap { coverage[$0]?.to_ms }.max() ?? 0
            return Double(end - begin) / 1_000
        }
    }

    private struct Readiness: Decodable {
        let panel_url: String
        let client_key: String
    }

    let port: UInt16
    let key: String

    /// How many servers and nodes it has.
    static let servers = 1_000
    static let nodes = 10

    static func with<Value>(in folder: URL, _ body: (SimulatedFleet) async throws -> Value) async throws -> Value {
        let arguments = [
            "simulate", "--servers=\(servers)", "--nodes=\(nodes)", "--latency=20ms", "--client-rate-limit=100000000",
            "--application-rate-limit=100000000",
        ]
        return try await RunningProcess.with(try Programs.pterowatch, arguments, log: folder, "simulator") { process in
            let line = try await process.line(within: .seconds(60)) { $0.hasPrefix("{") }
            let readiness = try JSONDecoder().decode(Readiness.self, from: Data(line.utf8))
            guard let port = URL(string: readiness.panel_url)?.port else {
                throw BenchError("the simulated panel tells no port: \(readiness.panel_url)")
            }
            return try await body(SimulatedFleet(port: UInt16(port), key: readiness.client_key))
        }
    }

    /// What was asked for since the count was begun.
    func requests() throws -> Requests {
        let answer = try Web.send("GET", "/simulator/requests", port: port)
        return try JSONDecoder().decode(Requests.self, from: answer.body)
    }

    /// Begins to count anew.
    func forgetRequests() throws { _ = try Web.send("DELETE", "/simulator/requests", port: port) }
}
