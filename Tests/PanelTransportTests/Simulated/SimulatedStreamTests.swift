import PanelSimulator
import PanelTransport
import PterodactylAPI
import Testing

/// The WebSocket client over TLS against the simulated Wings.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct SimulatedStreamTests {
    /// Reads events until one is the wanted one; gives all that came.
    private func read(_ events: ServerEvents, until isWanted: (StreamEvent) -> Bool) async -> [StreamEvent] {
        var read: [StreamEvent] = []
        for await event in events {
            read.append(event)
            if isWanted(event) { break }
        }
        return read
    }

    private func states(_ events: [StreamEvent]) -> [PowerState] {
        events.compactMap { if case .event(.status(let state)) = $0 { state } else { nil } }
    }

    @Test func `a crash that Wings gives up is seen as it happens, with its exit code`() async throws {
        try await SimulatedHost.with { host in
            let truth = try host.runningServer()
            try await withServerEvents(
                of: truth.uuid,
                through: host.panel,
                over: host.connector,
                options: SimulatedHost.options
            ) { events in
                let begin = await read(events) { $0 == .event(.status(.running)) }
                #expect(begin.contains(.connected))
                try host.simulator.apply(.crash(truth.identifier, exitCode: 3, times: 2))
                var crashes = CrashReportAssembler()
                var reports: [CrashReport] = []
                let seen = await read(events) { event in
                    guard case .event(let wings) = event else { return false }
                    reports += crashes.observe(wings, at: PanelTime(millisecondsSince1970: 0))
                    return reports.count == 2
                }
                #expect(reports.map(\.exitCode) == [3, 3])
                #expect(!states(seen).contains(.stopping))
                #expect(states(seen).contains(.offline))
                guard case .gaveUp = reports.last?.verdict else {
                    Issue.record("\(reports)")
                    return
                }
            }
        }
    }

    @Test func `sockets that end abruptly come back with the gap told`() async throws {
        try await SimulatedHost.with { host in
            let truth = try host.runningServer()
            try await withServerEvents(
                of: truth.uuid,
                through: host.panel,
                over: host.connector,
                options: SimulatedHost.options
            ) { events in
                _ = await read(events) { $0 == .event(.status(.running)) }
                let node = host.simulator.withPanel { panel in panel.nodes.first { $0.name == truth.node }?.id }
                try host.simulator.apply(.dropSockets(try #require(node)))
                let seen = await read(events) { if case .gap = $0 { true } else { false } }
                #expect(seen.contains { if case .disconnected(.closed, _) = $0 { true } else { false } })
                #expect(await read(events) { $0 == .event(.status(.running)) }.isEmpty == false)
            }
        }
    }

    @Test func `a hundred sockets at once tell a hundred states`() async throws {
        try await SimulatedHost.with(servers: 100, nodes: 2, timeScale: 1) { host in
            let truths = host.simulator.withPanel { panel in panel.servers.filter { $0.status == nil } }
            let told = try await withThrowingTaskGroup(of: (ServerUUID, PowerState?).self) { group in
                for truth in truths {
                    group.addTask {
                        try await withServerEvents(
                            of: truth.uuid,
                            through: host.panel,
                            over: host.connector,
                            options: SimulatedHost.options
                        ) { events in
                            let read = await read(events) { if case .event(.status) = $0 { true } else { false } }
                            return (truth.uuid, states(read).last)
                        }
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(told.count > 80)
            for truth in truths { #expect(told[truth.uuid] == truth.state, "\(truth.name)") }
        }
    }

    @Test func `the node's own list tells what the panel tells, at once for all servers`() async throws {
        try await SimulatedHost.with(servers: 12, nodes: 2) { host in
            for node in try await host.panel.application.nodes.list().all() {
                let wings = try await host.panel.wings(node)
                #expect(try await wings.system().send().version.isEmpty == false)
                let truths = host.simulator.withPanel { panel in panel.servers.filter { $0.node == node.name } }
                let told = try await wings.servers.list().send()
                #expect(Set(told.map(\.uuid)) == Set(truths.map(\.uuid)))
                for server in told { #expect(server.state == truths.first { $0.uuid == server.uuid }?.state) }
            }
        }
    }
}
