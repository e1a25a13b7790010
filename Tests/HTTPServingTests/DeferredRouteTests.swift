import HTTPServing
import Testing

/// Answers that are made while their connections are suspended.
@Suite(.timeLimit(.minutes(3)))
struct DeferredRouteTests {
    private let loopback = ListenAddress(.ipv4("127.0.0.1"), port: 0)

    private func router(_ gate: Gate) -> Router {
        var router = Router()
        router.get("/quick") { _ in .text("quick") }
        router.addDeferred(.post, "/slow") { request in
            await gate.pass()
            return Task.isCancelled ? .text("cancelled") : .text("slow \(request.body.count)")
        }
        router.addDeferred(.get, "/made") { _ in .text("made") }
        router.add(
            .get,
            "/either",
            .deciding { request in
                guard request.parameter("later") != nil else { return .now(.text("now")) }
                return .later {
                    await gate.pass()
                    return .text("later")
                }
            }
        )
        return router
    }

    @Test func `what waits holds up nobody else, and is answered in its turn`() async throws {
        let gate = Gate()
        try await HTTPServer.withServer(on: loopback, router: router(gate)) { server in
            // More than there are threads.
            let slow = try (0..<8).map { _ in try RawConnection(port: server.address.port) }
            for connection in slow { connection.request("POST", "/slow", body: "12345") }
            await gate.wait(for: 8)
            let quick = try RawConnection(port: server.address.port)
            quick.request("GET", "/quick")
            #expect(try await quick.received().text == "quick\n")
            gate.open()
            for connection in slow {
                #expect(try await connection.received().text == "slow 5\n")
                // The connection goes on.
                connection.request("GET", "/made")
                #expect(try await connection.received().text == "made\n")
            }
        }
    }

    @Test func `a route may answer one request at once and another one later`() async throws {
        let gate = Gate()
        let limits = ServerLimits(lateAnswers: 4)
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router(gate)) { server in
            // More than there are threads.
            let later = try (0..<4).map { _ in try RawConnection(port: server.address.port) }
            for connection in later { connection.request("GET", "/either?later") }
            await gate.wait(for: 4)
            let other = try RawConnection(port: server.address.port)
            other.request("GET", "/either")
            #expect(try await other.received().text == "now\n")
            other.request("GET", "/either?later")
            #expect(try await other.received().status == 503)
            gate.open()
            for connection in later { #expect(try await connection.received().text == "later\n") }
        }
    }

    @Test func `many answers at once that are made at once`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router(Gate())) { server in
            let connections = try (0..<10).map { _ in try RawConnection(port: server.address.port) }
            for _ in 0..<200 {
                for connection in connections { connection.request("GET", "/made") }
                for connection in connections { #expect(try await connection.received().text == "made\n") }
            }
        }
    }

    @Test func `more than are made at once are answered 503, until there is room again`() async throws {
        let gate = Gate()
        let limits = ServerLimits(deferredAnswers: 2)
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router(gate)) { server in
            let first = try (0..<2).map { _ in try RawConnection(port: server.address.port) }
            for connection in first { connection.request("POST", "/slow", body: "1") }
            await gate.wait(for: 2)
            let third = try RawConnection(port: server.address.port)
            third.request("POST", "/slow", body: "1")
            #expect(try await third.received().status == 503)
            gate.open()
            for connection in first { #expect(try await connection.received().status == 200) }
            while true {
                third.request("GET", "/made")
                if try await third.received().status == 200 { break }
            }
        }
    }

    @Test func `what takes too long is answered 503 and cancelled`() async throws {
        let gate = Gate()
        let limits = ServerLimits(deferredTimeout: .milliseconds(50))
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router(gate)) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("POST", "/slow", body: "1")
            let answer = try await connection.received()
            #expect(answer.status == 503)
            #expect(answer.text.contains("0.05 seconds"))
            connection.request("GET", "/quick")
            #expect(try await connection.received().status == 200)
        }
    }

    @Test func `a scrape is answered before Prometheus gives up`() async throws {
        let gate = Gate()
        try await HTTPServer.withServer(on: loopback, router: router(gate)) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("POST", "/slow", headers: "X-Prometheus-Scrape-Timeout-Seconds: 0.5\r\n")
            let answer = try await connection.received()
            #expect(answer.status == 503)
            #expect(answer.text == "503 the answer took longer than 0.4 seconds\n")
        }
    }

    @Test(arguments: [("10", 9_900), ("0.1", 50), ("0", nil), ("-1", nil), ("inf", nil), ("x", nil), ("", nil)])
    func `the time that Prometheus gives is read`(text: String, milliseconds: Int?) {
        let headers: HeaderFields = ["X-Prometheus-Scrape-Timeout-Seconds": text]
        #expect(headers.scrapeTimeout == milliseconds.map { .milliseconds($0) })
    }

    @Test func `a stop lets what is being made finish`() async throws {
        let gate = Gate()
        let server = try HTTPServer.start(on: loopback, router: router(gate))
        let port = server.address.port
        let connection = try RawConnection(port: port)
        connection.request("POST", "/slow", body: "123")
        await gate.wait(for: 1)
        async let stopped: Void = server.stop(within: .seconds(60))
        while (try? RawConnection(port: port)) != nil { await Task.yield() }
        gate.open()
        let answer = try await connection.received()
        #expect(answer.text == "slow 3\n")
        #expect(answer.headers["connection"]?.lowercased() == "close")
        await stopped
    }

    @Test(arguments: [false, true])
    func `a stop does not wait for ever for what is being made, nor for clients that are gone`(isGone: Bool)
        async throws
    {
        let gate = Gate()
        let server = try HTTPServer.start(on: loopback, router: router(gate))
        var connection: RawConnection? = try RawConnection(port: server.address.port)
        connection?.request("POST", "/slow", body: "123")
        await gate.wait(for: 1)
        if isGone { connection = nil }
        await server.stop(within: .seconds(3))
        if let answer = try await connection?.received() { #expect(answer.status == 503) }
    }

    @Test func `a server that is dropped with an answer under way closes by itself`() async throws {
        let gate = Gate()
        var server: HTTPServer? = try HTTPServer.start(on: loopback, router: router(gate))
        let connection = try RawConnection(port: try #require(server?.address.port))
        connection.request("POST", "/slow", body: "123")
        await gate.wait(for: 1)
        server = nil
        #expect(server == nil)
        gate.open()
    }
}
