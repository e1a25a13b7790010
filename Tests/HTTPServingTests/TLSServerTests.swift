import Foundation
import HTTPServing
import TestSupport
import Testing

/// A server that speaks TLS, asked by curl, whose TLS is another one's.
@Suite(.timeLimit(.minutes(3)))
struct TLSServerTests {
    private let loopback = ListenAddress(.ipv4("127.0.0.1"), port: 0)

    private var router: Router {
        var router = Router()
        router.get("/hello") { _ in .text("hello") }
        router.get("/long") { _ in ServedResponse(contentType: "text/plain", body: .bytes(Self.long)) }
        router.addDeferred(.get, "/later") { _ in .text("later") }
        router.post("/length") { request in .text("\(request.body.count)") }
        return router
    }

    private static let long = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)

    /// Runs a server with a certificate of an authority, and some change to its options.
    private func withServer(
        _ change: (inout TLSOptions, TestAuthority, URL) async throws -> Void = { _, _, _ in },
        _ body: (HTTPServer, ServerTLS, TestAuthority, _ url: String) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await TestAuthority(in: folder)
            let pair = try await authority.sign("server")
            var options = TLSOptions(certificate: try pair.certificate, key: try pair.key)
            try await change(&options, authority, folder)
            let tls = try ServerTLS(options)
            try await HTTPServer.withServer(on: loopback, router: router, tls: tls) { server async throws in
                try await body(server, tls, authority, "https://127.0.0.1:\(server.address.port)")
            }
        }
    }

    private func trust(_ authority: TestAuthority) -> [String] { ["--cacert", authority.pair.certificateFile] }

    private func showing(_ pair: TestAuthority.Pair) -> [String] {
        ["--cert", pair.certificateFile, "--key", pair.keyFile]
    }

    @Test(arguments: [["--tls-max", "1.2"], ["--tlsv1.3"]])
    func `short, long and deferred answers and bodies go through TLS`(version: [String]) async throws {
        try await withServer { _, _, authority, url async throws in
            let options = trust(authority) + version
            #expect(try await Curl.get(url + "/hello", options) == Curl.Answer(exit: 0, status: 200, body: "hello\n"))
            #expect(try await Curl.get(url + "/later", options).body == "later\n")
            #expect(try await Curl.get(url + "/long", options).body.utf8.count == Self.long.count)
            let body = String(repeating: "y", count: 100_000)
            #expect(try await Curl.get(url + "/length", options + ["--data", body]).body == "100000\n")
            #expect(try await Curl.get(url + "/hello").exit == 60, "nobody else vouches for it")
        }
    }

    @Test func `plain HTTP is not answered`() async throws {
        try await withServer { server, _, authority, url async throws in
            #expect(try await Curl.get("http://127.0.0.1:\(server.address.port)/hello").status == 0)
            #expect(try await Curl.get(url + "/hello", trust(authority)).status == 200)
        }
    }

    @Test func `a replaced certificate is served to new connections, one that does not fit its key is not`()
        async throws
    {
        try await TemporaryFolder.with { other in
            try await withServer { server, tls, authority, url async throws in
                let next = try await TestAuthority(in: other, named: "next")
                let pair = try await next.sign("server")
                #expect(try await Curl.get(url + "/hello", trust(authority)).status == 200)
                try tls.replace(with: TLSOptions(certificate: try pair.certificate, key: try pair.key))
                #expect(try await Curl.get(url + "/hello", trust(authority)).exit == 60)
                #expect(try await Curl.get(url + "/hello", trust(next)).status == 200)
                let mixed = TLSOptions(certificate: try authority.pair.certificate, key: try pair.key)
                #expect(throws: TLSError.self) { try tls.replace(with: mixed) }
                #expect(try await Curl.get(url + "/hello", trust(next)).status == 200)
            }
        }
    }

    @Test(arguments: [["--tls-max", "1.2"], ["--tlsv1.3"]])
    func `a client must show a good certificate of the authority where that is asked for`(version: [String])
        async throws
    {
        try await TemporaryFolder.with { other in
            let change: (inout TLSOptions, TestAuthority, URL) async throws -> Void = { options, authority, _ in
                options.clients = .requireAndVerify
                options.clientAuthorities = try authority.pair.certificate
            }
            try await withServer(change) { _, _, authority, url async throws in
                let trusted = trust(authority) + version
                let good = try await authority.sign("client")
                let expired = try await authority.sign("expired", days: -1)
                let strange = try await TestAuthority(in: other, named: "strange").sign("client")
                #expect(try await Curl.get(url + "/hello", trusted + showing(good)).status == 200)
                for refused in [[], showing(expired), showing(strange)] {
                    let answer = try await Curl.get(url + "/hello", trusted + refused)
                    #expect(answer.exit != 0)
                    #expect(answer.status == 0)
                }
            }
        }
    }

    @Test(
        arguments: [
            (TLSOptions.ClientAuthentication.none, [true, true, true]), (.request, [true, true, true]),
            (.requireAny, [false, true, true]), (.verifyIfGiven, [true, true, false]),
            (.requireAndVerify, [false, true, false]),
        ]
    )
    func `no certificate, a good one and an expired one are taken as the word says`(
        clients: TLSOptions.ClientAuthentication,
        isTaken: [Bool]
    ) async throws {
        let change: (inout TLSOptions, TestAuthority, URL) async throws -> Void = { options, authority, _ in
            options.clients = clients
            options.clientAuthorities = try authority.pair.certificate
        }
        try await withServer(change) { _, _, authority, url async throws in
            let good = try await authority.sign("client")
            let expired = try await authority.sign("expired", days: -1)
            var taken: [Bool] = []
            for options in [[], showing(good), showing(expired)] {
                taken.append(try await Curl.get(url + "/hello", trust(authority) + options).status == 200)
            }
            #expect(taken == isTaken)
        }
    }

    @Test func `a client's certificate must have one of the allowed names`() async throws {
        let change: (inout TLSOptions, TestAuthority, URL) async throws -> Void = { options, authority, _ in
            options.clients = .requireAndVerify
            options.clientAuthorities = try authority.pair.certificate
            options.clientNames = ["prometheus.example", "10.1.2.3", "::1"]
        }
        try await withServer(change) { _, _, authority, url async throws in
            let names = [
                ("DNS:other.example,DNS:prometheus.example", true), ("IP:10.1.2.3", true), ("IP:::1", true),
                ("DNS:prometheus.example.org", false), ("IP:10.1.2.4", false), ("email:prometheus.example", true),
            ]
            for (number, (names, isTaken)) in names.enumerated() {
                let pair = try await authority.sign("client\(number)", names: names)
                let answer = try await Curl.get(url + "/hello", trust(authority) + showing(pair))
                #expect((answer.status == 200) == isTaken, "\(names)")
            }
        }
    }

    @Test func `versions and suites that were left out are not spoken`() async throws {
        try await withServer({ options, _, _ in options.minimum = .tls13 }) { _, _, authority, url async throws in
            #expect(try await Curl.get(url + "/hello", trust(authority) + ["--tls-max", "1.2"]).exit == 35)
            #expect(try await Curl.get(url + "/hello", trust(authority)).status == 200)
        }
        let change: (inout TLSOptions, TestAuthority, URL) async throws -> Void = { options, _, _ in
            options.suites = [.init(.ecdsa, .aes256GCM)]
            options.curves = [.p384]
        }
        try await withServer(change) { _, _, authority, url async throws in
            let old = trust(authority) + ["--tls-max", "1.2"]
            let wrong = old + ["--ciphers", "ECDHE-ECDSA-AES128-GCM-SHA256"]
            #expect(try await Curl.get(url + "/hello", wrong).exit == 35)
            #expect(try await Curl.get(url + "/hello", old + ["--curves", "X25519"]).exit == 35)
            #expect(try await Curl.get(url + "/hello", old).status == 200)
            #expect(try await Curl.get(url + "/hello", trust(authority)).status == 200)
        }
    }

    @Test func `what cannot be spoken is refused at the start, and no message holds a key`() async throws {
        try await TemporaryFolder.with { folder in
            let pair = try await TestAuthority(in: folder).pair
            let (certificate, key) = (try pair.certificate, try pair.key)
            var noAuthority = TLSOptions(certificate: certificate, key: key)
            noAuthority.clients = .requireAndVerify
            var badAuthority = noAuthority
            badAuthority.clientAuthorities = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            let all = [TLSOptions(certificate: certificate, key: certificate), TLSOptions(certificate: key, key: key)]
            for options in all + [noAuthority, badAuthority] {
                let error = #expect(throws: TLSError.self) { _ = try ServerTLS(options) }
                #expect("\(String(describing: error))".contains("cannot be"))
                #expect(!"\(String(describing: error)) \(options)".contains("PRIVATE"))
            }
        }
    }

    @Test func `two hundred connections come and go while the certificate is replaced`() async throws {
        try await withServer { server, tls, authority, url async throws in
            let pair = try await authority.sign("server")
            let options = TLSOptions(certificate: try pair.certificate, key: try pair.key)
            let urls = Array(repeating: url + "/hello", count: 50)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    let arguments = trust(authority) + ["-H", "Connection: close", "-o", "/dev/null"]
                    group.addTask {
                        let more = urls.dropFirst().flatMap { ["-o", "/dev/null", $0] }
                        return try await Curl.get(url + "/hello", arguments + more).body
                            .split(separator: "\n").count { $0 == "200" }
                    }
                }
                for _ in 0..<200 { try tls.replace(with: options) }
                for try await count in group { #expect(count == 49) }
            }
        }
    }
}
