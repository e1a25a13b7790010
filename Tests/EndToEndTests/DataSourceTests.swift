import Foundation
import PterodactylAPI
import Testing

/// The agent as a data source of Grafana, beside a Prometheus that scrapes it.
@Suite(.timeLimit(.minutes(3)))
struct DataSourceTests {
    /// What Grafana's Prometheus data source sends when it is added, explored and shown in a panel.
    private static func session(_ end: Int) -> [(path: String, form: String?)] {
        let range = "start=\(end - 60)&end=\(end)"
        return [
            ("status/buildinfo", nil),
            ("query", "query=1%2B1&time=\(end)"),
            ("labels", "\(range)&match%5B%5D=pterodactyl_server_up"),
            ("label/server/values?\(range)&match%5B%5D=pterodactyl_server_up", nil),
            ("label/__name__/values?\(range)", nil),
            ("series", "\(range)&match%5B%5D=pterodactyl_node_info&match%5B%5D=pterodactyl_server_info"),
            ("metadata?metric=pterodactyl_server_up", nil),
            ("query_range", "query=sum(pterodactyl_server_up)&\(range)&step=15"),
            ("query_range", "query=rate(pterowatch_requests_total%5B1m%5D)&\(range)&step=5s"),
            ("query", "query=pterodactyl_server_up&time=\(end)"),
            ("query", "query=pterodactyl_server_up%5B30s%5D&time=\(end)"),
            ("query", "query=count(pterodactyl_server_info)%20by%20(node&time=\(end)"),
            ("query_range", "query=up&start=2&end=1&step=1"),
            ("query_range", "query=vector(1)&\(range)&step=5s&timeout=5s"), ("query", "query=up&timeout=never"),
            ("query", "query=%7B__name__%3D~%22.%2B%22%7D&time=\(end)&timeout=0"),
            ("rules", nil), ("alerts", nil), ("alertmanagers", nil),
            ("status/config", nil), ("status/runtimeinfo", nil), ("status/tsdb", nil),
            ("format_query?query=sum(up)by(job)", nil),
        ]
    }

    @Test func `what Grafana asks is answered in Prometheus' form`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=6", "--nodes=2"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    try await Prometheus.with(scraping: agent, in: folder) { prometheus in
                        _ = try await Web.poll {
                            let scrapes = try await prometheus.value("count_over_time(pterodactyl_panel_up[1m])")
                            return scrapes.map { $0 >= 5 } ?? false ? true : nil
                        }
                        let end = Int(Date.now.timeIntervalSince1970)
                        for (path, form) in Self.session(end) {
                            let ours = try await Self.answer(agent.url, path, form)
                            let theirs = try await Self.answer(prometheus.url, path, form)
                            #expect(ours.status == theirs.status, "\(path) \(form ?? ""): \(ours.text)")
                            let (mine, other) = (try JSONValue.of(ours.text), try JSONValue.of(theirs.text))
                            #expect(mine.shape == other.shape, "\(path) \(form ?? ""): \(ours.text) \(theirs.text)")
                        }
                        try await Self.checkValues(agent, prometheus, end)
                        try await Self.checkConfiguration(agent, simulator)
                    }
                }
            }
        }
    }

    /// The configuration is shown as it is in force, and no key in it.
    private static func checkConfiguration(_ agent: Agent, _ simulator: Simulator) async throws {
        let text = try await answer(agent.url, "status/config", nil).text
        #expect(text.contains("api_key: \\\"<secret>\\\""), "\(text)")
        for secret in simulator.secrets { #expect(!text.contains(secret)) }
        let flags = try JSONValue.of(try await answer(agent.url, "status/flags", nil).text)["data"]
        #expect(flags?["web.listen-address"] == "127.0.0.1:0")
        let targets = try JSONValue.of(try await answer(agent.url, "targets", nil).text)["data"]
        #expect(targets?["activeTargets"] == [])
    }

    /// The same numbers come out of both.
    private static func checkValues(_ agent: Agent, _ prometheus: Prometheus, _ end: Int) async throws {
        for query in [
            "sum(pterodactyl_server_memory_limit_bytes)", "count(pterodactyl_server_info)", "pterodactyl_panel_up",
        ] {
            let form = "query=\(query)&time=\(end)"
            func value(_ url: String) async throws -> String? {
                let body = try JSONValue.of(try await answer(url, "query", form).text)
                return body["data"]?["result"]?.array?.first?["value"]?.array?.last?.string
            }
            let ours = try await value(agent.url)
            #expect(ours != nil)
            #expect(ours == (try await value(prometheus.url)), "\(query)")
        }
    }

    private static func answer(_ url: String, _ path: String, _ form: String?) async throws -> Web.Answer {
        let address = "\(url)/api/v1/\(path)"
        guard let form else { return try await Web.get(address) }
        return try await Web.post(address, form: form)
    }
}

extension JSONValue {
    fileprivate static func of(_ text: String) throws -> JSONValue {
        try #require(JSONValue(parsing: Array(text.utf8)))
    }

    /// Which members there are, and of what types, at each place; what stands for names and times is one place each.
    fileprivate var shape: Set<String> {
        var places: Set<String> = []
        collect(at: "$", into: &places)
        return places
    }

    private static let named: Set<String> = ["metric", "labels", "annotations"]
    /// What only a Prometheus of another version tells, or only one that has something to tell.
    private static let optional: Set<String> = [
        "keepFiringFor", "keepFiringSince", "lastError", "limit",
        // What of the process's status only Go has.
        "goroutineCount", "GOMAXPROCS", "GOMEMLIMIT", "GOGC", "GODEBUG",
    ]

    private func collect(at place: String, into places: inout Set<String>) {
        switch self {
        case .object(let members) where members["__name__"] != nil:
            places.insert("\(place): labels")
        case .object(let members):
            for (name, value) in members where !Self.optional.contains(name) {
                if Self.named.contains(name) {
                    places.insert("\(place).\(name)")
                } else {
                    value.collect(at: "\(place).\(name)", into: &places)
                }
            }
        case .array(let elements):
            places.insert("\(place)[]")
            for element in elements { element.collect(at: "\(place)[]", into: &places) }
        case .string: places.insert("\(place): text")
        case .number, .integer: places.insert("\(place): number")
        case .bool, .null: places.insert("\(place): word")
        }
    }
}
