import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct DeterminismTests {
    /// What a panel of a seed answers to half an hour of an agent's requests.
    private func transcript(seed: UInt64, extraPolls: Bool = false) throws -> [HTTPResponse] {
        var bench = Bench(SimulatorOptions(servers: 12, nodes: 2, seed: seed))
        var answers: [HTTPResponse] = []
        let servers = bench.panel.servers
        for minute in 0..<30 {
            if minute == 3 { try bench.apply(.crash(servers[0].identifier, times: 2)) }
            if minute == 8 { try bench.apply(.stop(servers[3].identifier, via: .web)) }
            answers.append(bench.send(.get, "/api/client?type=admin-all"))
            for server in servers {
                answers.append(bench.send(.get, "/api/client/servers/\(server.identifier)/resources"))
                if minute % 10 == 0 {
                    answers.append(bench.send(.get, "/api/client/servers/\(server.identifier)/backups"))
                    answers.append(bench.send(.get, "/api/client/servers/\(server.identifier)/activity"))
                }
            }
            bench.pass(.seconds(30))
            if extraPolls { _ = bench.send(.get, "/api/application/nodes", key: bench.panel.applicationKey) }
            bench.pass(.seconds(30))
        }
        return answers
    }

    @Test func `the same seed gives the same answers to the last byte`() throws {
        let (first, second) = (try transcript(seed: 7), try transcript(seed: 7))
        #expect(first == second)
    }

    @Test func `asking more often changes no value`() throws {
        let quiet = try transcript(seed: 7).map(\.body)
        let busy = try transcript(seed: 7, extraPolls: true).map(\.body)
        #expect(busy == quiet)
    }

    @Test func `another seed gives another world`() throws {
        let (first, second) = (try transcript(seed: 7), try transcript(seed: 8))
        #expect(first != second)
    }

    @Test func `a fleet is mostly up, its names and ids are unique, and its nodes are neither empty nor full`() {
        let panel = SimulatedPanel(options: SimulatorOptions(servers: 1_000, nodes: 10), startingAt: Bench.start)
        let servers = panel.servers
        #expect(servers.count == 1_000)
        #expect(panel.runningCount > 880 && panel.runningCount < 960)
        #expect(Set(servers.map(\.identifier)).count == 1_000)
        #expect(Set(servers.map(\.name)).count == 1_000)
        #expect(servers.contains { $0.status == "suspended" })
        for node in panel.nodes {
            let share = Double(node.allocatedMemoryMiB) / Double(node.memoryMiB)
            #expect(share > 0.5 && share < 0.8, "\(node.name)")
        }
    }

    @Test func `time that goes back is taken for the latest`() throws {
        var bench = Bench()
        bench.pass(.seconds(60))
        let before = bench.resources("Survival")
        bench.now = Bench.start
        #expect(bench.resources("Survival") == before)
    }
}
