import PanelTransport
import PterodactylAPI
import TestSupport
import Testing

/// The shell around the state machine without any socket.
@Suite(.timeLimit(.minutes(3)))
struct ServerEventsShellTests {
    private func client(_ answer: HTTPResponse) throws -> (PanelClient, StubTransport) {
        let transport = StubTransport(always: answer)
        let url = try PanelURL("https://panel.example.com/")
        return (PanelClient(url: url, keys: PanelKeys(client: Secret("ptlc_dummy")), transport: transport), transport)
    }

    private let good = HTTPResponse.json(["data": ["token": "abc", "socket": "wss://node.example.com/ws"]])

    @Test(arguments: [nil, "https://other.example.com"])
    func `credentials come from the panel's endpoint, and the origin is its URL or what is set`(origin: String?)
        async throws
    {
        let (client, transport) = try client(good)
        let connector = ScriptedConnector(greeting: [.text(#"{"event":"auth success"}"#)])
        let server = ServerIdentifier("e56e7773")
        try await withServerEvents(of: server, through: client, over: connector, origin: origin) { events in
            for await event in events {
                #expect(event == .connected)
                break
            }
        }
        #expect(transport.requests.map(\.target) == ["/api/client/servers/e56e7773/websocket"])
        let expected = WebSocketRequest(url: "wss://node.example.com/ws", origin: origin ?? "https://panel.example.com")
        #expect(connector.state.value.sockets.map(\.request) == [expected])
        #expect(connector.state.value.open == 0)
    }

    @Test func `a panel that refuses ends the sequence`() async throws {
        let error: JSONValue = ["errors": [["code": "x", "status": "404", "detail": "gone"]]]
        let (client, _) = try client(.json(error, status: 404))
        var read: [StreamEvent] = []
        try await withServerEvents(of: ServerIdentifier("x"), through: client, over: ScriptedConnector(greeting: [])) {
            events in
            for await event in events { read.append(event) }
        }
        guard read.count == 1, case .ended(.refusedByPanel(.notFound)) = read.first else {
            Issue.record("\(read)")
            return
        }
    }

    @Test func `a panel that is down is asked once, and then left alone for as long as the stream says`() async throws {
        let (client, transport) = try client(.json(["errors": []], status: 503))
        try await withServerEvents(of: ServerIdentifier("x"), through: client, over: ScriptedConnector(greeting: [])) {
            events in
            for await event in events {
                guard case .disconnected(.noCredentials(.panelUnavailable), _) = event else {
                    Issue.record("\(event)")
                    return
                }
                #expect(transport.requests.count == 1)
                return
            }
        }
    }

    @Test func `whoever is cancelled while it waits for the panel is let go`() async throws {
        let isAsked = Watched(false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await withServerEvents(
                    over: ScriptedConnector(greeting: []),
                    origin: "x",
                    credentials: { () async throws(PanelError) in
                        isAsked.change { $0 = true }
                        do { try await Task.sleep(for: .seconds(3600)) } catch { throw .transport(.cancelled) }
                        throw .transport(.timedOut)
                    },
                    { events in for await _ in events {} }
                )
            }
            await isAsked.wait { $0 }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `the token is in no event and no request that is printed`() async throws {
        let (client, _) = try client(good)
        let connector = ScriptedConnector(greeting: [
            .text(#"{"event":"auth success"}"#), .text("{}"), .closed(.abnormal),
        ])
        var texts: [String] = []
        try await withServerEvents(of: ServerIdentifier("x"), through: client, over: connector) { events in
            for await event in events {
                texts.append("\(event) \(String(reflecting: event))")
                if case .disconnected = event { break }
            }
        }
        #expect(texts.count == 3)
        #expect(!texts.joined().contains("abc"))
        #expect(!String(reflecting: connector.state.value.sockets.map(\.request)).contains("abc"))
    }

    @Test func `a reading task that is cancelled does not end the events for the next one`() async throws {
        let (client, _) = try client(good)
        let connector = ScriptedConnector(greeting: [])
        try await withServerEvents(of: ServerIdentifier("x"), through: client, over: connector) { events in
            await withTaskGroup(of: StreamEvent?.self) { group in
                group.addTask {
                    for await event in events { return event }
                    return nil
                }
                group.cancelAll()
                #expect(await group.next() == .some(nil))
            }
            await connector.state.wait { $0.open == 1 }
            #expect(events.bufferedCount == 0)
        }
    }

    @Test func `what the reader does not want takes no room and makes no gap`() async throws {
        let (client, _) = try client(good)
        let lines = Array(repeating: WebSocketSignal.text(#"{"event":"console output","args":["a line"]}"#), count: 100)
        let status = WebSocketSignal.text(#"{"event":"status","args":["running"]}"#)
        let connector = ScriptedConnector(greeting: [.text(#"{"event":"auth success"}"#)] + lines + [status])
        var options = ServerEventsOptions()
        options.capacity = 2
        options.isWanted = { event in if case .console = event { false } else { true } }
        var read: [StreamEvent] = []
        let server = ServerIdentifier("x")
        try await withServerEvents(of: server, through: client, over: connector, options: options) { events in
            // Everything has come, and nothing was read yet.
            await connector.state.wait { $0.sockets.first?.isHeardOut == true }
            for await event in events {
                read.append(event)
                if case .event = event { break }
            }
        }
        #expect(read == [.connected, .event(.status(.running))])
    }
}
