import PanelTransport
import PterodactylAPI
import Testing

/// Deadlines and cancellation of whole calls on real sockets.
@Suite(.timeLimit(.minutes(3)))
struct DeadlineTests {
    private func panel(_ server: ScriptedServer, _ transport: AsyncHTTPTransport) throws -> PanelClient {
        PanelClient(
            url: try PanelURL(server.url("")),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
    }

    @Test func `a deadline of a second ends a call to a hanging panel after a second, and its connection`() async throws
    {
        try await ScriptedServer.run(.hang) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let panel = try panel(server, transport)
                let begin = ContinuousClock.now
                await #expect(throws: PanelError.transport(.timedOut)) {
                    try await panel.client.account.get().send(within: .seconds(1))
                }
                let took = ContinuousClock.now - begin
                #expect(took >= .seconds(1) && took < .seconds(10), "\(took)")
                while server.closedConnections == 0 { await Task.yield() }
            }
        }
    }

    @Test func `cancelling a call ends its connection`() async throws {
        try await ScriptedServer.run(.hang) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let panel = try panel(server, transport)
                let task = Task { try await panel.client.account.get().send() }
                while server.requests.isEmpty { await Task.yield() }
                task.cancel()
                await #expect(throws: PanelError.cancelled) { try await task.value }
                while server.closedConnections == 0 { await Task.yield() }
            }
        }
    }
}
