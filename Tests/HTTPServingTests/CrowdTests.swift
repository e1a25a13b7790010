import Glibc
import HTTPServing
import TestSupport
import Testing

/// Many connections, and slow ones.
@Suite(.timeLimit(.minutes(3)))
struct CrowdTests {
    private let loopback = ListenAddress(.ipv4("127.0.0.1"), port: 0)
    private var router: Router {
        var router = Router()
        router.get("/hello") { _ in .text("hello") }
        router.post("/hello") { _ in .text("hello") }
        return router
    }

    @Test func `connections over the limit of their address are answered 503`() async throws {
        let limits = ServerLimits(connectionsPerAddress: 2)
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router) { server in
            let first = try RawConnection(port: server.address.port)
            let second = try RawConnection(port: server.address.port)
            for connection in [first, second] {
                connection.request("GET", "/hello")
                #expect(try await connection.received().status == 200)
            }
            // Four on trial that say nothing, and one more.
            let silent = try (0..<5).map { _ in try RawConnection(port: server.address.port) }
            for connection in silent.reversed() {
                let answer = try await connection.received()
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] == "5")
                #expect(answer.text.hasPrefix("503 too many connections"))
                #expect(await connection.isClosed())
            }
            first.request("GET", "/hello")
            #expect(try await first.received().status == 200)
        }
    }

    @Test func `places are free again when connections end`() async throws {
        let limits = ServerLimits(connections: 4, connectionsPerAddress: 4)
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router) { server in
            for _ in 0..<50 {
                let connection = try RawConnection(port: server.address.port)
                connection.request("GET", "/hello", headers: "Connection: close\r\n")
                #expect(try await connection.received().status == 200)
                #expect(await connection.isClosed())
            }
        }
    }

    @Test func `one who is slow makes room for one who is not`() async throws {
        let limits = ServerLimits(connectionsPerAddress: 8)
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router) { server in
            let slow = try (0..<8).map { _ in try RawConnection(port: server.address.port) }
            for connection in slow { connection.send("GET /hello HTTP/1.1\r\nHost:") }
            // The only event to wait for is that a second goes by.
            try await Task.sleep(for: OpenConnections.patience + .milliseconds(200))
            let quick = try RawConnection(port: server.address.port)
            quick.request("GET", "/hello")
            #expect(try await quick.received().status == 200)
            #expect(await slow[0].isClosed())
        }
    }

    @Test(
        arguments: [
            "GET /hello HTTP/1.1\r\nHost: test\r\n", "POST /hello HTTP/1.1\r\nHost: test\r\nContent-Length: 60\r\n\r\n",
        ]
    )
    func `a client that sends a byte now and then is cut off all the same`(beginning: String) async throws {
        let limits = ServerLimits(idleTimeout: .seconds(60), headTimeout: .seconds(1), bodyTimeout: .seconds(1))
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router) { server in
            let slow = try RawConnection(port: server.address.port)
            slow.send(beginning)
            #expect(await slow.isCutOffWhileSendingSlowly())
        }
    }

    @Test func `a client that asks again slowly is cut off, too`() async throws {
        let limits = ServerLimits(idleTimeout: .seconds(60), headTimeout: .seconds(1))
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router) { server in
            let slow = try RawConnection(port: server.address.port)
            slow.request("GET", "/hello")
            #expect(try await slow.received().status == 200)
            slow.send("GET /hello HTTP/1.1\r\n")
            #expect(await slow.isCutOffWhileSendingSlowly())
        }
    }

    @Test func `a server listens on all its addresses, and its limits are for all of them`() async throws {
        let sockets = try [loopback, loopback].map { try ListeningSocket(on: $0) }
        let server = try HTTPServer.start(on: sockets, limits: ServerLimits(connectionsPerAddress: 2), router: router)
        let ports = server.addresses.map(\.port)
        #expect(Set(ports).count == 2)
        let connections = try ports.map { try RawConnection(port: $0) }
        for connection in connections {
            connection.request("GET", "/hello")
            #expect(try await connection.received().status == 200)
        }
        let third = try RawConnection(port: ports[1])
        #expect(try await third.received().status == 503, "it said nothing on trial")
        withExtendedLifetime(connections) {}  // kept meanwhile
        await server.stop()
        for port in ports { #expect(throws: RawConnection.Refused.self) { try RawConnection(port: port) } }
    }

    @Test func `servers that are stopped while connections come in end all of them`() async throws {
        for _ in 0..<(Soak.isOn ? 2_000 : 40) {
            let server = try HTTPServer.start(on: loopback, router: router)
            let port = server.address.port
            async let connections = withTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        await apart {
                            var count = 0
                            while count < 50, let connection = try? RawConnection(port: port) {
                                connection.request("GET", "/hello")
                                count += 1
                                guard !connection.isClosed(within: .seconds(20)) else { break }
                            }
                            return count
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            await Task.yield()
            await server.stop()
            _ = await connections
            #expect(throws: RawConnection.Refused.self) { try RawConnection(port: port) }
        }
    }

    @Test func `a path is answered as often at once as it may be, however long an answer takes to be read`()
        async throws
    {
        let page = ServedResponse.text(String(repeating: "x", count: 16 << 20))
        var router = router
        router.get("/page") { _ in page }
        router.bound("/page", to: 2)
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let readers = try (0..<2).map { _ in try RawConnection(port: server.address.port) }
            for reader in readers {
                reader.request("GET", "/page")
                #expect(!reader.isClosed(within: .seconds(20)), "the answer has begun")
            }
            let third = try RawConnection(port: server.address.port)
            third.request("GET", "/page")
            let refusal = try await third.received()
            #expect(refusal.status == 503)
            #expect(refusal.text == "503 Limit of concurrent requests reached (2), try again later.\n")
            third.request("GET", "/hello")
            #expect(try await third.received().status == 200)
            #expect(try await readers[0].received().status == 200)
            // The place is given back just behind the last byte.
            var status = 503
            while status == 503 {
                third.request("GET", "/page", headers: "X-Try: again\r\n")
                status = try await third.received().status
            }
            #expect(status == 200)
        }
    }

    @Test func `a socket that another process opened is served`() async throws {
        let opened = try ListeningSocket(on: loopback)
        let inherited = try ListeningSocket(inherited: opened.descriptor)
        #expect(inherited.address == opened.address)
        let server = try HTTPServer.start(on: [inherited], router: router)
        let connection = try RawConnection(port: opened.address.port)
        connection.request("GET", "/hello")
        #expect(try await connection.received().status == 200)
        await server.stop()
    }

    @Test func `what is no listening socket is not taken for one`() throws {
        let plain = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(plain) }
        #expect(throws: HTTPServerError.cannotInherit(descriptor: plain, reason: "it is not a TCP socket that listens"))
        {
            _ = try ListeningSocket(inherited: plain)
        }
        #expect(throws: HTTPServerError.cannotInherit(descriptor: 9_999, reason: "Bad file descriptor")) {
            _ = try ListeningSocket(inherited: 9_999)
        }
    }

    @Test(
        arguments: [
            (["LISTEN_PID": "42", "LISTEN_FDS": "2"], 2), (["LISTEN_PID": "41", "LISTEN_FDS": "2"], 0),
            (["LISTEN_FDS": "2"], 0), (["LISTEN_PID": "42"], 0), (["LISTEN_PID": "42", "LISTEN_FDS": "-1"], 0),
            (["LISTEN_PID": "x", "LISTEN_FDS": "y"], 0),
        ] as [([String: String], Int)]
    )
    func `sockets are inherited by the process that they are meant for`(environment: [String: String], count: Int) {
        #expect(InheritedSockets.count(in: environment, process: 42) == count)
    }
}
