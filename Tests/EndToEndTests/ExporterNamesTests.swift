import Foundation
import PterodactylAPI
import Testing

/// The agent in the place of pterodactyl_exporter: its names, and its configuration.
@Suite(.timeLimit(.minutes(3)))
struct ExporterNamesTests {
    /// What a dashboard asks that was made for that exporter: each name alone, one server's, names of servers, use in percent
    /// of its limit, rates of what is counted, the age of backups and sums.
    private static let queries =
        names.flatMap { [$0, "\($0){server_name=~\".+\"}", "sum by (server_name) (\($0))"] } + [
            "count by (server_name, id) (pterodactyl_server_memory_mebibyte)",
            "100 * pterodactyl_server_memory_mebibyte / pterodactyl_server_max_memory_mebibyte",
            "100 * pterodactyl_server_disk_mebibyte / pterodactyl_server_max_disk_mebibyte",
            "100 * pterodactyl_server_cpu_absolute / (pterodactyl_server_max_cpu_absolute > 0)",
            "rate(pterodactyl_server_network_rx_mebibyte[10s]) * 1024 * 1024",
            "irate(pterodactyl_server_network_tx_mebibyte[10s])", "pterodactyl_server_uptime_milliseconds / 1000",
            "time() - pterodactyl_server_most_recent_backup_time", "topk(3, pterodactyl_server_memory_mebibyte)",
            "sum(pterodactyl_server_memory_mebibyte) / 1024",
        ]

    private static let names = [
        "memory_mebibyte", "cpu_absolute", "disk_mebibyte", "network_rx_mebibyte", "network_tx_mebibyte",
        "uptime_milliseconds", "max_memory_mebibyte", "max_swap_mebibyte", "max_disk_mebibyte", "io",
        "max_cpu_absolute", "most_recent_backup_time",
    ].map { "pterodactyl_server_" + $0 }

    /// The simulated panel asked as that exporter asks it, whose answers are kept a second as the agent sees them.
    private static func configuration(_ simulator: Simulator) -> String {
        simulator.configuration.replacing(
            "    cache_age:",
            with: "    sources: {servers: panel, stream: none}\n    cache_age:"
        ) + "metrics:\n  compat: pterodactyl_exporter\n"
    }

    @Test func `all twelve names have the panel's values, and a dashboard's queries find data in both engines`()
        async throws
    {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=6", "--nodes=2"], in: folder) { simulator in
                try await Agent.with(on: simulator, Self.configuration(simulator), in: folder) { agent in
                    try await agent.ready()
                    for server in try await simulator.servers where server.status == nil {
                        try await Self.check(server, of: simulator, against: agent)
                    }
                    try await Prometheus.with(scraping: agent, in: folder) { prometheus in
                        _ = try await Web.poll {
                            try await prometheus.value("count_over_time(pterodactyl_panel_up[1m]) >= 6").map { _ in true
                            }
                        }
                        for query in Self.queries {
                            let result = try await prometheus.query(query)
                            #expect(result.data?.result.isEmpty == false, "Prometheus: \(query) \(result.error ?? "")")
                            let ours = try await Web.post(
                                "\(agent.url)/api/v1/query",
                                form: Self.form(query)
                            ).json(Prometheus.Query.self)
                            #expect(
                                ours.data?.result.count == result.data?.result.count,
                                "\(query): \(ours.error ?? "")"
                            )
                        }
                    }
                }
            }
        }
    }

    private static func form(_ query: String) -> String {
        let plain = CharacterSet.alphanumerics
        return "query=" + (query.addingPercentEncoding(withAllowedCharacters: plain) ?? "")
    }

    /// Compares what the page says of a server with what the panel answers for it.
    private static func check(_ server: Simulator.Server, of simulator: Simulator, against agent: Agent) async throws {
        let labels = ["id": server.identifier, "server_name": server.name]
        let url = "\(simulator.readiness.panel_url)/api/client/servers/\(server.identifier)"
        func ask(_ path: String) async throws -> JSONValue {
            let answer = try await Web.get(url + path, bearer: simulator.readiness.client_key)
            return try #require(JSONValue(parsing: Array(answer.text.utf8))?["attributes"])
        }
        let limits = try await ask("")["limits"]
        var expected = [
            "max_memory_mebibyte": limits?["memory"]?.value, "max_swap_mebibyte": limits?["swap"]?.value,
            "max_disk_mebibyte": limits?["disk"]?.value, "io": limits?["io"]?.value,
            "max_cpu_absolute": limits?["cpu"]?.value,
        ]
        let good = try await simulator.backups(of: server.identifier).filter(\.ok)
        // The panel's times have whole seconds.
        expected["most_recent_backup_time"] = good.compactMap(\.completed_at_ms).max().map { Double($0 / 1_000) } ?? 0
        var last = ""
        // What runs changes: the page and the panel are asked until both tell of the same moment.
        _ = try await Web.poll(telling: { last }) {
            let used = try await ask("/resources")["resources"]
            expected["memory_mebibyte"] = used?["memory_bytes"]?.value.map { $0 / 1_048_576 }
            expected["cpu_absolute"] = used?["cpu_absolute"]?.value
            expected["disk_mebibyte"] = used?["disk_bytes"]?.value.map { $0 / 1_048_576 }
            expected["network_rx_mebibyte"] = used?["network_rx_bytes"]?.value.map { $0 / 1_048_576 }
            expected["network_tx_mebibyte"] = used?["network_tx_bytes"]?.value.map { $0 / 1_048_576 }
            expected["uptime_milliseconds"] = used?["uptime"]?.value
            let page = try await agent.metrics()
            let differing = expected.filter { page.value("pterodactyl_server_" + $0.key, labels) != $0.value }
            last = "\(labels): \(differing), \(page.all("pterodactyl_server_uptime_milliseconds", labels))"
            return differing.isEmpty ? true : nil
        }
        #expect(expected.count == 12 && expected.values.allSatisfy { $0 != nil }, "\(expected)")
    }

    @Test func `the flag turns the names on, and no other exporter is known`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=3"], in: folder) { simulator in
                let arguments = try Agent.arguments(simulator.configuration, in: folder)
                let flag = "--metrics.compat=pterodactyl_exporter"
                try await RunningProcess.with(try Tools.pterowatch, arguments + [flag]) { process in
                    let agent = Agent(process: process, url: "http://" + (try await Agent.address(in: process)))
                    try await agent.shows { $0.all("pterodactyl_server_io").count == 3 }
                    let flags = try await Web.get("\(agent.url)/api/v1/status/flags").text
                    #expect(flags.contains(#""metrics.compat":"pterodactyl_exporter""#), "\(flags)")
                }
                let wrong = try await RunningProcess.run(
                    try Tools.pterowatch,
                    ["run", "--metrics.compat=node_exporter"]
                )
                #expect(wrong.status == 64)
                #expect(wrong.output.contains("pterodactyl_exporter"), "\(wrong.output)")
            }
        }
    }

    @Test func `its configuration is converted, and an agent runs with what came of it`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=3"], in: folder) { simulator in
                let panel = try #require(URLComponents(string: simulator.readiness.panel_url))
                let source = folder.appendingPathComponent("config.yml").path
                let text = """
                    host: \(panel.host ?? "")
                    host_port: \(panel.port ?? 0)
                    port: 9531
                    api_key: \(simulator.readiness.client_key)
                    https: false
                    ignore_ssl: false
                    server_list_type: admin-all
                    query_interval: 10
                    """
                try text.write(toFile: source, atomically: true, encoding: .utf8)
                let file = folder.appendingPathComponent("pterowatch.yml").path
                let initial = ["init", "--from-exporter", source, "--config.file=\(file)"]
                let run = try await RunningProcess.run(try Tools.pterowatch, initial)
                #expect(run.status == 0, "\(run.output)")
                let check = try await RunningProcess.run(
                    try Tools.pterowatch,
                    ["check-config", "--config.file=\(file)"]
                )
                #expect(check.status == 0, "\(check.output)")
                let again = try await RunningProcess.run(try Tools.pterowatch, initial)
                #expect(again.status == 1 && again.output.hasSuffix("is there already; nothing was written"))
                for output in [run.output, check.output, again.output] {
                    for secret in simulator.secrets { #expect(!output.contains(secret)) }
                }
                let configuration = try String(contentsOfFile: file, encoding: .utf8)
                #expect(configuration.contains("listen_addresses: [\":9531\"]"))
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    _ = try await agent.shows { $0.all("pterodactyl_server_uptime_milliseconds").count == 3 }
                }
            }
        }
    }
}

extension JSONValue {
    /// The number, whole or not.
    fileprivate var value: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
