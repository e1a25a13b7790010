import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct PrometheusTests {
    @Test func `promtool finds nothing to say about the page`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=8", "--nodes=2"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    let page = folder.appendingPathComponent("page").path
                    try await agent.page().write(toFile: page, atomically: true, encoding: .utf8)
                    let promtool = try Tools.debian("promtool")
                    let check = try await RunningProcess.run(
                        "/bin/sh",
                        ["-c", #"exec "$0" check metrics < "$1""#, promtool, page]
                    )
                    #expect(check.output.isEmpty, "\(check.output)")
                    #expect(check.status == 0)
                }
            }
        }
    }

    @Test func `a real Prometheus sees the simulator's truth, and every query of a dashboard finds data`() async throws
    {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=8", "--nodes=2"], in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    try await Prometheus.with(scraping: agent, in: folder) { prometheus in
                        try await checkTruth(simulator, agent, prometheus)
                        try await checkRules(prometheus)
                        try await checkDashboards(simulator, prometheus)
                    }
                }
            }
        }
    }

    private func checkTruth(_ simulator: Simulator, _ agent: Agent, _ prometheus: Prometheus) async throws {
        _ = try await Web.poll { try await prometheus.value("up") == 1 ? true : nil }
        let servers = try await simulator.servers
        let running = servers.count { $0.state == "running" }
        _ = try await Web.poll {
            try await prometheus.value("sum(pterodactyl_server_up)") == Double(running) ? true : nil
        }
        #expect(try await prometheus.value("count(pterodactyl_server_info)") == Double(servers.count))
        let result = try await prometheus.query(#"{__name__=~"pterodactyl_.+"}"#).data?.result ?? []
        let metrics = Metrics(
            samples: result.compactMap { series in
                guard let name = series.metric["__name__"], let value = series.value?.value else { return nil }
                return Metrics.Sample(name: name, labels: series.metric, value: value)
            }
        )
        let truth = Truth(simulator)
        for server in servers { try await truth.check(server, against: metrics) }
        for node in try await simulator.nodes { truth.check(node, against: metrics) }
    }

    private func checkRules(_ prometheus: Prometheus) async throws {
        let rules = try await Web.poll {
            let rules = try await prometheus.rules()
            return rules.allSatisfy { $0.health != "unknown" } ? rules : nil
        }
        #expect(rules.contains { $0.name == "PterodactylServerCrashed" })
        for rule in rules {
            #expect(rule.health == "ok", "\(rule.name): \(rule.lastError ?? "")")
        }
    }

    /// Every query has data by itself or by what this test makes happen; there is no list of exceptions.
    private func checkDashboards(_ simulator: Simulator, _ prometheus: Prometheus) async throws {
        try await simulator.crashForGood(try await simulator.runningServer().identifier)
        let queries = try Dashboards.queries()
        #expect(queries.count > 50)
        for query in queries {
            // What needs two scrapes, or an event, finds data a moment later.
            var last = try await prometheus.query(query)
            let end = ContinuousClock.now + .seconds(15)
            while last.status == "success", last.data?.result.isEmpty != false, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(250))
                last = try await prometheus.query(query)
            }
            #expect(last.status == "success", "\(query): \(last.error ?? "")")
            #expect(last.data?.result.isEmpty == false, "no data: \(query)")
        }
    }
}
