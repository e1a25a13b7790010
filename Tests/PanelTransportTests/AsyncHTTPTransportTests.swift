import PanelTransport
import PterodactylAPI
import Testing

@Suite(.timeLimit(.minutes(3)))
struct AsyncHTTPTransportTests {
    private func request(_ url: String, timeout: Duration = .seconds(20)) -> HTTPRequest {
        ClientAPI().servers(ServerUUID("e56e7773")).power(.start).call.request(base: url, key: Secret("ptlc_dummy"))
            .with(timeout: timeout)
    }

    private func answer(_ head: String, _ body: String = "{}") -> ScriptedServer.Script {
        .answer("HTTP/1.1 \(head)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", closes: false)
    }

    @Test func `a request goes out as it is, and the whole answer comes back`() async throws {
        try await ScriptedServer.run(answer("409 Conflict\r\nX-RateLimit-Limit: 720", "{\"a\":1}")) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let response = try await transport.send(request(server.url("")))
                #expect(response.status == 409)
                #expect(response.header("x-ratelimit-limit") == "720")
                #expect(response.body == Array("{\"a\":1}".utf8))
            }
            let text = try #require(server.requests.first)
            #expect(text.hasPrefix("POST /api/client/servers/e56e7773/power HTTP/1.1\r\n"))
            #expect(text.contains("Authorization: Bearer ptlc_dummy\r\n"))
            #expect(text.hasSuffix("{\"signal\":\"start\"}"))
            #expect(!text.lowercased().contains("cookie") && !text.lowercased().contains("origin:"))
        }
    }

    @Test func `a redirect is an answer`() async throws {
        try await ScriptedServer.run(answer("302 Found\r\nLocation: /auth/login")) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let response = try await transport.send(request(server.url("")))
                #expect(response.status == 302)
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test func `a cookie is not sent back`() async throws {
        try await ScriptedServer.run(answer("200 OK\r\nSet-Cookie: pterodactyl_session=x; path=/")) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                _ = try await transport.send(request(server.url("")))
                _ = try await transport.send(request(server.url("")))
            }
            #expect(server.requests.count == 2)
            #expect(!server.requests[1].lowercased().contains("cookie"))
        }
    }

    @Test func `a server that says nothing times out`() async throws {
        try await ScriptedServer.run(.hang) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                _ = await #expect(throws: TransportError.timedOut) {
                    try await transport.send(request(server.url(""), timeout: .milliseconds(200)))
                }
            }
        }
    }

    @Test func `a body that never ends times out, too`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":"
        try await ScriptedServer.run(.answer(head, closes: false)) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                _ = await #expect(throws: TransportError.timedOut) {
                    try await transport.send(request(server.url(""), timeout: .milliseconds(200)))
                }
            }
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200", "", "SSH-2.0-OpenSSH_9.2\r\n",
    ])
    func `an answer that is cut short is broken`(text: String) async throws {
        try await ScriptedServer.run(.answer(text, closes: true)) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let error = await #expect(throws: TransportError.self) {
                    try await transport.send(request(server.url("")))
                }
                #expect(error?.reason == "broken_answer")
            }
        }
    }

    @Test func `an answer that is too large is refused, announced or not`() async throws {
        let body = String(repeating: "x", count: 2000)
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n\(body)\r\n0\r\n\r\n"
        var configuration = AsyncHTTPTransport.Configuration()
        configuration.answerLimitBytes = 1000
        for script in [answer("200 OK", body), .answer(chunked, closes: false)] {
            try await ScriptedServer.run(script) { server in
                try await AsyncHTTPTransport.withTransport(configuration) { transport in
                    _ = await #expect(throws: TransportError.answerTooLarge(limitBytes: 1000)) {
                        try await transport.send(request(server.url("")))
                    }
                }
            }
        }
    }

    @Test func `nobody listening is a failed connection`() async throws {
        var url = ""
        try await ScriptedServer.run(.hang) { server in url = server.url("") }
        try await AsyncHTTPTransport.withTransport { transport in
            let error = await #expect(throws: TransportError.self) { try await transport.send(request(url)) }
            #expect(error?.reason == "connect_failed")
        }
    }

    @Test func `a server without TLS is told from one that is away`() async throws {
        try await ScriptedServer.run(answer("400 Bad Request")) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let url = "https://127.0.0.1:\(server.port)"
                let error = await #expect(throws: TransportError.self) { try await transport.send(request(url)) }
                #expect(error?.reason == "tls")
            }
        }
    }

    @Test func `cancelling ends the request`() async throws {
        try await ScriptedServer.run(.hang) { server in
            try await AsyncHTTPTransport.withTransport { transport in
                let message = request(server.url(""))
                let task = Task { try await transport.send(message) }
                while server.requests.isEmpty { await Task.yield() }
                task.cancel()
                await #expect(throws: TransportError.cancelled) { try await task.value }
                while server.closedConnections == 0 { await Task.yield() }
            }
        }
    }

    @Test func `a proxy gets the requests that are meant for it`() async throws {
        try await ScriptedServer.run(answer("200 OK", "")) { proxy in
            var configuration = AsyncHTTPTransport.Configuration()
            configuration.proxies = try ProxySettings(environment: ["http_proxy": proxy.url("")])
            try await AsyncHTTPTransport.withTransport(configuration) { transport in
                _ = try await transport.send(request("http://panel.invalid"))
            }
            let line = try #require(proxy.requests.first?.split(whereSeparator: \.isNewline).first)
            #expect(line == "CONNECT panel.invalid:80 HTTP/1.1")
        }
    }

    @Test func `a CA file that is none is refused by name`() {
        var configuration = AsyncHTTPTransport.Configuration()
        configuration.caFile = "/nonexistent/ca.pem"
        let error = #expect(throws: AsyncHTTPTransport.SetupError.self) { try AsyncHTTPTransport(configuration) }
        #expect(error?.description.contains("/nonexistent/ca.pem") == true)
    }

    @Test func `a host that hangs takes no connection from another`() async throws {
        try await ScriptedServer.run(.hang) { hanging in
            try await ScriptedServer.run(answer("200 OK")) { server in
                var configuration = AsyncHTTPTransport.Configuration()
                configuration.connectionsPerHost = 2
                try await AsyncHTTPTransport.withTransport(configuration) { transport in
                    await withTaskGroup(of: Void.self) { group in
                        for _ in 0..<8 {
                            group.addTask { _ = try? await transport.send(request(hanging.url(""))) }  // never answered
                        }
                        while hanging.requests.count < 2 { await Task.yield() }
                        await #expect(throws: Never.self) { try await transport.send(request(server.url(""))) }
                        #expect(hanging.requests.count == 2)
                        group.cancelAll()
                    }
                }
            }
        }
    }
}

extension HTTPRequest {
    fileprivate func with(timeout: Duration) -> HTTPRequest {
        var copy = self
        copy.timeout = timeout
        return copy
    }
}
