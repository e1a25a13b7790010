import Foundation
import HTTPServing
import Testing

/// Who may ask, over real sockets.
@Suite(.timeLimit(.minutes(3)))
struct AccessControlTests {
    private let loopback = ListenAddress(.ipv4("127.0.0.1"), port: 0)
    /// bcrypt of `secret` with the least cost, by each prefix.
    static let hashes = [
        "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
        "$2a$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
        "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
    ]

    private var router: Router {
        var router = Router()
        router.get("/hello") { _ in .text("hello") }
        router.addDeferred(.get, "/later") { _ in .text("later") }
        return router
    }

    private func basic(_ user: String, _ password: String) -> String {
        "Authorization: Basic \(Data("\(user):\(password)".utf8).base64EncodedString())\r\n"
    }

    private func rules(_ change: (inout AccessRules) -> Void = { _ in }) -> AccessRules {
        var rules = AccessRules()
        rules.users = ["alice": Self.hashes[0]]
        change(&rules)
        return rules
    }

    private func status(_ headers: String, of path: String = "/hello", _ server: HTTPServer) async throws -> Int {
        let connection = try RawConnection(port: server.address.port)
        connection.request("GET", path, headers: headers)
        return try await connection.received().status
    }

    @Test func `the right password opens, at first and from memory, and nothing else does`() async throws {
        let access = AccessControl(rules())
        try await HTTPServer.withServer(on: loopback, router: router, access: access) { server async throws in
            for _ in 0..<2 {
                for path in ["/hello", "/later"] {
                    #expect(try await status(basic("alice", "secret"), of: path, server) == 200)
                    #expect(try await status(basic("alice", "wrong"), of: path, server) == 401)
                    #expect(try await status(basic("alice", "secret\0"), of: path, server) == 401)
                    #expect(try await status(basic("bob", "secret"), of: path, server) == 401)
                    #expect(try await status("Authorization: Basic ???\r\n", of: path, server) == 401)
                    #expect(try await status("", of: path, server) == 401)
                }
            }
            #expect(try await status("", of: "/nothing", server) == 401)
            #expect(try await status(basic("alice", "secret"), of: "/nothing", server) == 404)
        }
    }

    @Test(arguments: hashes)
    func `hashes of each of the three names are read`(hash: String) async throws {
        let access = AccessControl(rules { $0.users = ["alice": hash] })
        try await HTTPServer.withServer(on: loopback, router: router, access: access) { server async throws in
            #expect(try await status(basic("alice", "secret"), server) == 200)
            #expect(try await status(basic("alice", "guess"), server) == 401)
        }
    }

    @Test func `who may not ask is told which scheme would do`() async throws {
        let access = AccessControl(rules())
        try await HTTPServer.withServer(on: loopback, router: router, access: access) { server async throws in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/hello")
            let refused = try await connection.received()
            #expect(refused.headers["www-authenticate"] == "Basic")
            #expect(refused.text == "Unauthorized\n")
            // The connection goes on, and a checked password is answered on it.
            connection.request("GET", "/hello", headers: basic("alice", "secret"))
            #expect(try await connection.received().text == "hello\n")
        }
    }

    @Test func `other users count from the next request on, a former password no more`() async throws {
        let access = AccessControl(rules())
        try await HTTPServer.withServer(on: loopback, router: router, access: access) { server async throws in
            #expect(try await status(basic("alice", "secret"), server) == 200)
            #expect(try await status(basic("bob", "secret"), server) == 401)
            access.replace(with: rules { $0.users = ["bob": Self.hashes[0]] })
            #expect(try await status(basic("alice", "secret"), server) == 401)
            #expect(try await status(basic("bob", "secret"), server) == 200)
            access.close()
            #expect(try await status(basic("bob", "secret"), server) == 500)
            access.replace(with: AccessRules())
            #expect(try await status("", server) == 200)
        }
    }

    @Test func `a token opens as Bearer, a master token as a password too, and it closes nothing alone`() async throws {
        let access = AccessControl(
            rules {
                $0.tokens = ["t-0123456789abcdef"]; $0.masterTokens = ["m-0123456789abcdef"]
            }
        )
        try await HTTPServer.withServer(on: loopback, router: router, access: access) { server async throws in
            #expect(try await status("Authorization: Bearer t-0123456789abcdef\r\n", server) == 200)
            #expect(try await status("authorization: bearer m-0123456789abcdef\r\n", server) == 200)
            #expect(try await status(basic("any", "m-0123456789abcdef"), server) == 200)
            #expect(try await status(basic("any", "t-0123456789abcdef"), server) == 401)
            #expect(try await status("Authorization: Bearer t-0123456789abcdeF\r\n", server) == 401)
            #expect(try await status("Authorization: Bearer t-0123456789abcde\r\n", server) == 401)
            var alone = AccessRules()
            alone.masterTokens = ["m-0123456789abcdef"]
            access.replace(with: alone)
            #expect(try await status("", server) == 200)
        }
    }

    @Test func `tokens alone close to passwords, and ask for Bearer`() async throws {
        var rules = AccessRules()
        rules.tokens = ["t-0123456789abcdef"]
        try await HTTPServer.withServer(on: loopback, router: router, access: AccessControl(rules)) {
            server async throws in
            let connection = try RawConnection(port: server.address.port)
            connection.request("GET", "/hello", headers: basic("alice", "secret"))
            let refused = try await connection.received()
            #expect(refused.status == 401)
            #expect(refused.headers["www-authenticate"] == "Bearer")
        }
    }

    @Test func `the file's headers stand on every answer that has none of the name`() async throws {
        let access = AccessControl(
            rules { $0.headers = ["X-Frame-Options": "deny", "X-Content-Type-Options": "nosniff"] }
        )
        try await HTTPServer.withServer(on: loopback, router: router, access: access) { server async throws in
            for headers in ["", basic("alice", "secret")] {
                let connection = try RawConnection(port: server.address.port)
                connection.request("GET", "/hello", headers: headers)
                let answer = try await connection.received()
                #expect(answer.headers["x-frame-options"] == "deny")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
            }
        }
    }

    @Test func `more requests than the rate allows are answered 429`() async throws {
        var rules = AccessRules()
        rules.rate = AccessRules.Rate(interval: .seconds(3_600), burst: 2)
        try await HTTPServer.withServer(on: loopback, router: router, access: AccessControl(rules)) {
            server async throws in
            var seen: [Int] = []
            for _ in 0..<3 { seen.append(try await status("", server)) }
            #expect(seen == [200, 200, 429])
        }
    }

    @Test func `while guesses are hashed a known password is answered, and the surplus of guesses refused`()
        async throws
    {
        // A cost by which each guess takes long, so that the queue stays full meanwhile.
        let slow = "$2y$12$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"
        let access = AccessControl(rules { $0.users["slow"] = slow })
        let limits = ServerLimits(passwordChecks: 4)
        try await HTTPServer.withServer(on: loopback, limits: limits, router: router, access: access) {
            server async throws in
            #expect(try await status(basic("alice", "secret"), server) == 200)
            let guesses = try (0..<12).map { number in
                let connection = try RawConnection(port: server.address.port)
                connection.request("GET", "/hello", headers: basic("slow", "guess \(number)"))
                return connection
            }
            let start = ContinuousClock.now
            #expect(try await status(basic("alice", "secret"), server) == 200)
            let known = start.duration(to: .now)
            var seen: [Int] = []
            for guess in guesses { seen.append(try await guess.received().status) }
            #expect(known < start.duration(to: .now) / 2, "before most guesses were hashed")
            #expect(Set(seen) == [401, 503])
            #expect(seen.filter { $0 == 401 }.count >= 4)
        }
    }
}
