import NIOHTTP1
import PanelTransport
import PterodactylAPI
import TestSupport
import Testing

/// One socket: opening, refusal, trust, messages, ending.
@Suite(.timeLimit(.minutes(3)))
struct WebSocketConnectorTests {
    /// What comes from a node until the socket ends.
    private func signals(
        from node: ScriptedNode,
        _ configuration: AsyncHTTPTransport.Configuration = .init()
    ) async throws -> [WebSocketSignal] {
        var signals: [WebSocketSignal] = []
        let request = WebSocketRequest(url: node.socketURL, origin: "https://panel.example.com")
        try await WebSocketConnector(configuration).withWebSocket(request) { link in
            link.send("hello")
            while true {
                let signal = await link.next()
                signals.append(signal)
                if case .closed = signal { return }
            }
        }
        return signals
    }

    @Test func `it introduces itself with the origin and without any key`() async throws {
        try await ScriptedNode.run(
            script: { socket, frame in
                if frame == .text("hello") { socket.close(code: 4000, reason: "enough") }
            },
            { node in
                let signals = try await signals(from: node)
                #expect(signals == [.closed(WebSocketClosure(code: 4000, reason: "enough"))])
                let head = try #require(node.record.value.heads.first)
                #expect(head.uri == "/api/servers/x/ws")
                #expect(head.headers["Origin"] == ["https://panel.example.com"])
                #expect(head.headers["Authorization"].isEmpty)
                #expect(head.headers.contains(name: "Host"))
                await node.waitForSilence()
            }
        )
    }

    @Test(arguments: [403, 404, 502, 200])
    func `a refused upgrade tells its status, and leaves no connection`(status: Int) async throws {
        try await ScriptedNode.run(refuses: { _ in HTTPResponseStatus(statusCode: status) }) { node in
            await #expect(throws: WebSocketError.refused(status: status)) { _ = try await signals(from: node) }
            await node.waitForSilence()
        }
    }

    @Test func `pieces are put together, and pings are answered`() async throws {
        let log = Watched<[NodeFrame]>([])
        let long = String(repeating: "ä", count: 300_000)
        try await ScriptedNode.run(
            script: { socket, frame in
                log.change { $0.append(frame) }
                if frame == .text("hello") {
                    socket.send(pieces: ["{\"a", "\":", "1}"])
                    socket.send(long)
                    socket.ping()
                }
                if frame == .pong { socket.close(code: 1001, reason: "server deleted") }
            },
            { node in
                let signals = try await signals(from: node)
                #expect(
                    signals == [
                        .text("{\"a\":1}"), .text(long), .sign,
                        .closed(WebSocketClosure(code: 1001, reason: "server deleted")),
                    ]
                )
                await node.waitForSilence()
                #expect(log.value.contains(.pong))
                #expect(log.value.last == .close(code: 1001))
            }
        )
    }

    @Test(arguments: [true, false])
    func `a message above the limit ends the socket`(isInPieces: Bool) async throws {
        try await ScriptedNode.run(
            script: { socket, frame in
                guard frame == .text("hello") else { return }
                let half = String(repeating: "x", count: 600_000)
                if isInPieces { socket.send(pieces: [half, half]) } else { socket.send(half + half) }
            },
            { node in
                let signals = try await signals(from: node)
                guard case .closed(let closure) = signals.last, signals.count == 1 else {
                    Issue.record("\(signals.count)")
                    return
                }
                #expect(closure.code == 1009)
                await node.waitForSilence()
            }
        )
    }

    @Test func `a cut connection is an end without a word, after what came before`() async throws {
        try await ScriptedNode.run(
            script: { socket, _ in
                socket.send("last words")
                socket.cut()
            },
            { node in
                let signals = try await signals(from: node)
                #expect(signals == [.text("last words"), .closed(.abnormal)])
            }
        )
    }

    @Test func `our own goodbye carries its code`() async throws {
        let log = Watched<[NodeFrame]>([])
        try await ScriptedNode.run(
            script: { _, frame in log.change { $0.append(frame) } },
            { node in
                let request = WebSocketRequest(url: node.socketURL, origin: "x")
                try await WebSocketConnector().withWebSocket(request) { link in
                    link.ping()
                    link.send("bye")
                    link.close(code: 4001)
                }
                await log.wait { $0.count == 3 }
                #expect(log.value == [.ping, .text("bye"), .close(code: 4001)])
                await node.waitForSilence()
            }
        )
    }

    private func outcome(
        certifying address: String = "127.0.0.1",
        _ change: (inout AsyncHTTPTransport.Configuration, TestIdentity) -> Void
    ) async throws -> Result<Int, WebSocketError> {
        var result = Result<Int, WebSocketError>.failure(.url(""))
        try await TestIdentity.with(address: address) { identity in
            var configuration = AsyncHTTPTransport.Configuration()
            change(&configuration, identity)
            try await ScriptedNode.run(
                as: identity,
                script: { socket, _ in socket.close(code: 1000, reason: "") },
                { node in
                    do {
                        result = .success(try await signals(from: node, configuration).count)
                    } catch let error as WebSocketError {
                        result = .failure(error)
                        // Whoever is not trusted sees not even the request.
                        #expect(node.record.value.heads.isEmpty)
                    }
                    await node.waitForSilence()
                }
            )
        }
        return result
    }

    @Test func `over TLS, only what is trusted is spoken to`() async throws {
        let unknown = try await outcome { _, _ in }
        let trusted = try await outcome { configuration, identity in configuration.caFile = identity.certificateFile }
        let elsewhere = try await outcome(certifying: "127.0.0.2") { configuration, identity in
            configuration.caFile = identity.certificateFile
        }
        let insecure = try await outcome { configuration, _ in configuration.isTLSInsecure = true }
        #expect(throws: WebSocketError.self) { try unknown.get() }
        #expect(throws: WebSocketError.self) { try elsewhere.get() }
        for result in [unknown, elsewhere] {
            if case .failure(let error) = result { #expect(error.reason == "tls", "\(error)") }
        }
        #expect(try trusted.get() == 1)
        #expect(try insecure.get() == 1)
    }

    @Test func `a node that says nothing is given up in time`() async throws {
        try await ScriptedServer.run(.hang) { server in
            let connector = try WebSocketConnector(openTimeout: .milliseconds(100))
            let request = WebSocketRequest(url: "ws://127.0.0.1:\(server.port)/", origin: "x")
            await #expect(throws: WebSocketError.transport(.timedOut)) {
                try await connector.withWebSocket(request) { _ in Issue.record("it opened") }
            }
        }
    }

    @Test func `what is not there, or no WebSocket, is told`() async throws {
        let connector = try WebSocketConnector()
        await #expect(throws: WebSocketError.url("http://x")) {
            try await connector.withWebSocket(WebSocketRequest(url: "http://x", origin: "")) { _ in }
        }
        // The port of a listener that was closed just now.
        var port = 0
        try await ScriptedServer.run(.hang) { port = $0.port }
        let gone = await #expect(throws: WebSocketError.self) {
            try await connector.withWebSocket(WebSocketRequest(url: "ws://127.0.0.1:\(port)", origin: "")) { _ in }
        }
        #expect(gone?.reason == "connect_failed")
        try await ScriptedServer.run(.answer("not HTTP at all\r\n\r\n", closes: true)) { server in
            let request = WebSocketRequest(url: "ws://127.0.0.1:\(server.port)", origin: "")
            let odd = await #expect(throws: WebSocketError.self) { try await connector.withWebSocket(request) { _ in } }
            #expect(odd?.reason == "broken_answer", "\(String(describing: odd))")
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a cancelled task is let go at once, while opening and when open`() async throws
    {
        try await ScriptedServer.run(.hang) { server in
            let request = WebSocketRequest(url: "ws://127.0.0.1:\(server.port)/", origin: "x")
            let connector = try WebSocketConnector(openTimeout: .seconds(600))
            await withTaskGroup { group in
                group.addTask {
                    await #expect(throws: WebSocketError.transport(.cancelled)) {
                        try await connector.withWebSocket(request) { _ in }
                    }
                }
                // Cancelled when the request has arrived.
                while server.requests.isEmpty { await Task.yield() }
                group.cancelAll()
            }
        }
        let opened = Watched(false)
        try await ScriptedNode.run { node in
            let request = WebSocketRequest(url: node.socketURL, origin: "x")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await WebSocketConnector().withWebSocket(request) { link in
                        opened.change { $0 = true }
                        #expect(await link.next() == .closed(WebSocketClosure(code: 1000, reason: "cancelled")))
                    }
                }
                await opened.wait { $0 }
                group.cancelAll()
                try await group.waitForAll()
            }
            await node.waitForSilence()
        }
    }
}
