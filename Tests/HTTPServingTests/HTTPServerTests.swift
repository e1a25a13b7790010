import Glibc
import HTTPServing
import Testing

/// A server on a free loopback port, asked over real sockets.
@Suite(.timeLimit(.minutes(3)))
struct HTTPServerTests {
    private let loopback = ListenAddress(.ipv4("127.0.0.1"), port: 0)

    private var router: Router {
        var router = Router()
        router.get("/hello") { _ in .text("hello") }
        router.get("/page") { _ in .html("<p>page</p>") }
        router.get("/echo") { request in
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
            return .text("\(request.path) \(query) \(request.headers["x-test"] ?? "-") \(request.remoteAddress ?? "-")")
        }
        router.post("/length") { request in .text("\(request.body.count)") }
        return router
    }

    @Test func `GET is answered with the body, its length and the security headers`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/hello")
            let answer = try await connection.received()
            #expect(answer.status == 200)
            #expect(answer.text == "hello\n")
            #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["content-security-policy"] == nil)
            connection.request("GET", "/page")
            let page = try await connection.received()
            #expect(page.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
        }
    }

    @Test func `HEAD is answered like GET without the body`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("HEAD", "/hello")
            let head = try await connection.received(toHead: true)
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "6")
            connection.request("GET", "/hello")
            #expect(try await connection.received().text == "hello\n")
        }
    }

    @Test func `an unknown path gives 404, a wrong method 405 with what is allowed`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/nothing")
            #expect(try await connection.received().status == 404)
            connection.request("DELETE", "/hello")
            let refusal = try await connection.received()
            #expect(refusal.status == 405)
            #expect(refusal.headers["allow"] == "GET, HEAD")
        }
    }

    @Test func `a handler sees path, query, headers and address decoded`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/ech%6F?a=x%20y+z&b&a=%C3%A9", headers: "X-Test: one\r\n")
            #expect(try await connection.received().text == "/echo a=x y z;b=;a=é one 127.0.0.1\n")
            connection.request("GET", "/echo%ZZ")
            #expect(try await connection.received().status == 400)
            connection.request("GET", "/hello%00there")
            #expect(try await connection.received().status == 400)
        }
    }

    @Test(arguments: [0, 1, 1_000, 4_096])
    func `a body up to the limit is read whole`(length: Int) async throws {
        try await HTTPServer.withServer(on: loopback, limits: ServerLimits(bodyBytes: 4_096), router: router) {
            server in
            let connection = try RawConnection(port: server.address.port)
            let body = String(repeating: "x", count: length)
            connection.send("POST /length HTTP/1.1\r\nHost: test\r\nContent-Length: \(length)\r\n\r\n\(body)")
            #expect(try await connection.received().text == "\(length)\n")
        }
    }

    @Test func `a body over the limit gives 413, announced or not`() async throws {
        try await HTTPServer.withServer(on: loopback, limits: ServerLimits(bodyBytes: 4_096), router: router) {
            server in
            let announced = try RawConnection(port: server.address.port)
            announced.send("POST /length HTTP/1.1\r\nHost: test\r\nContent-Length: 4097\r\n\r\n")
            #expect(try await announced.received().status == 413)
            #expect(await announced.isClosed())

            let chunked = try RawConnection(port: server.address.port)
            let chunk = "800\r\n" + String(repeating: "x", count: 0x800) + "\r\n"
            let head = "POST /length HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
            chunked.send(head + chunk + chunk + chunk + "0\r\n\r\n")
            #expect(try await chunked.received().status == 413)

            let endless = try RawConnection(port: server.address.port)
            endless.send(head)
            for _ in 0..<200 { endless.send(chunk) }
            #expect(await endless.isClosed())
        }
    }

    @Test func `headers over the limit give 431`() async throws {
        try await HTTPServer.withServer(on: loopback, limits: ServerLimits(headerBytes: 4_096), router: router) {
            server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/hello", headers: "X-Long: \(String(repeating: "x", count: 8_000))\r\n")
            #expect(try await connection.received().status == 431)
        }
    }

    @Test func `fifty connections at once are all answered`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let connections = try (0..<50).map { _ in try RawConnection(port: server.address.port) }
            for connection in connections { connection.request("GET", "/hello") }
            for connection in connections { #expect(try await connection.received().text == "hello\n") }
        }
    }

    @Test func `a client that never finishes its headers is cut off`() async throws {
        let limits = ServerLimits(idleTimeout: .seconds(1))
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router) { server in
            let slow = try RawConnection(port: server.address.port)
            slow.send("GET /hello HTTP/1.1\r\nHost:")
            #expect(await slow.isClosed())
        }
    }

    @Test func `a header that would split the answer gives 500`() async throws {
        var router = Router()
        router.get("/split") { _ in ServedResponse(headers: ["X-Name": "a\r\nX-Evil: b"]) }
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/split")
            let answer = try await connection.received()
            #expect(answer.status == 500)
            #expect(answer.headers["x-evil"] == nil)
        }
    }

    @Test func `every exchange is reported once with its status`() async throws {
        let seen = Locked<[String]>([])
        try await HTTPServer.withServer(
            on: loopback,
            router: router,
            observe: { exchange in
                let line = "\(exchange.method.name) \(exchange.path ?? "-") \(exchange.status) \(exchange.bodyBytes)"
                seen.withLock { $0.append("\(line) \(exchange.isComplete)") }
            }
        ) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/hello")
            _ = try await connection.received()
            connection.request("GET", "/nothing")
            _ = try await connection.received()
        }
        #expect(seen.withLock { $0 } == ["GET /hello 200 6 true", "GET /nothing 404 19 true"])
    }

    @Test func `localhost, all addresses and IPv6 are listened on`() async throws {
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/hello")
            #expect(try await connection.received().status == 200)
        }
        try await HTTPServer.withServer(on: ListenAddress(.all, port: 0), router: router) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/echo")
            #expect(try await connection.received().text == "/echo  - 127.0.0.1\n")
            guard let six = try? RawConnection(port: server.address.port, family: AF_INET6) else { return }
            six.request("GET", "/echo")
            #expect(try await six.received().text == "/echo  - ::1\n")
        }
    }

    @Test func `a taken port is refused with the system's reason`() async throws {
        try await HTTPServer.withServer(on: loopback, router: router) { server in
            let taken = ListenAddress(.ipv4("127.0.0.1"), port: server.address.port)
            #expect(throws: HTTPServerError.cannotListen(taken, reason: "Address already in use")) {
                _ = try HTTPServer.start(on: taken, router: router)
            }
        }
    }
}
