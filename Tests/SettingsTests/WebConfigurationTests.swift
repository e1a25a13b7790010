import PterodactylAPI
import Settings
import TestSupport
import Testing

struct WebConfigurationTests {
    static let hash = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi"
    private static let files = [
        "/etc/web/tls/cert.pem": "-----BEGIN CERTIFICATE-----\ncert\n",
        "/etc/web/key.pem": "-----BEGIN PRIVATE KEY-----\nhunter2\n",
        "/etc/ca.pem": "-----BEGIN CERTIFICATE-----\nca\n", "/etc/web/token": "0123456789abcdef-hunter2\n",
        "/etc/web/short": "hunter2\n", "/etc/web/empty": "",
    ]

    private func read(_ text: String) throws(SettingsError) -> WebConfiguration {
        let reader = WebConfigurationReader(sources: SettingsFixture.sources(files: Self.files))
        return try reader.webConfiguration(from: text, file: "/etc/web/web.yml")
    }

    private func mistakes(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch {
            return "\(error)".split(separator: "\n").map { String($0.dropFirst("/etc/web/web.yml:".count)) }
        }
    }

    @Test(arguments: ["", "{}", "tls_server_config:\nbasic_auth_users: {}\n", "# nothing\n"])
    func `a file that says nothing lets everybody ask in the clear`(text: String) throws {
        #expect(try read(text) == WebConfiguration())
    }

    @Test func `every key of exporter-toolkit is read, files beside the file`() throws {
        let read = try self.read(
            """
            tls_server_config:
              cert_file: tls/cert.pem
              key_file: key.pem
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: /etc/ca.pem
              client_allowed_sans: [prometheus.example, 10.1.2.3]
              min_version: TLS12
              max_version: TLS13
              cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256]
              prefer_server_cipher_suites: false
              curve_preferences: [X25519, CurveP256]
            http_server_config:
              http2: false
              headers:
                Strict-Transport-Security: max-age=31536000
                X-Content-Type-Options: nosniff
                X-Frame-Options: SAMEORIGIN
                X-XSS-Protection: 1; mode=block
                Content-Security-Policy: default-src 'self'
            basic_auth_users:
              alice: \(Self.hash)
              bob: "\(Self.hash)"
            rate_limit: {interval: 1s, burst: 20}
            bearer_token_files: [token]
            """
        )
        let tls = try #require(read.tls)
        #expect(tls.certificate.contains("cert"))
        #expect(tls.key.reveal().contains("hunter2"))
        #expect(tls.clientAuthorities?.contains("ca") == true)
        #expect(tls.clients == .requireAndVerify)
        #expect(tls.clientNames == ["prometheus.example", "10.1.2.3"])
        #expect(tls.suites == [.rsaAES128GCM, .tls13AES128GCM])
        #expect(!tls.prefersOwnSuites)
        #expect(tls.curves == [.x25519, .p256])
        #expect(!read.http2)
        #expect(read.headers.count == 5)
        #expect(read.users.keys.sorted() == ["alice", "bob"])
        #expect(read.users["bob"]?.reveal() == Self.hash)
        #expect(read.tokens.map { $0.reveal() } == ["0123456789abcdef-hunter2"])
        #expect(read.rateLimit?.burst == 20)
        #expect(read.rateLimit?.interval == .seconds(1))
        var dumped = ""
        dump(read, to: &dumped)
        #expect(!dumped.contains("hunter2") && !dumped.contains("QOau"))
    }

    @Test func `the example of the README is read, and so is what is commented out in it`() throws {
        let text = try Repository.text("README.md")
        let start = try #require(text.firstRange(of: "```yaml\ntls_server_config:"))
        let end = try #require(text[start.upperBound...].firstRange(of: "```"))
        let block = "tls_server_config:" + text[start.upperBound..<end.lowerBound]
        let files = [
            "server.pem": "-----BEGIN CERTIFICATE-----\n", "server.key": "-----BEGIN PRIVATE KEY-----\n",
            "clients.pem": "-----BEGIN CERTIFICATE-----\n", "scraper.token": "0123456789abcdef\n",
        ]
        let reader = WebConfigurationReader(sources: SettingsFixture.sources(files: files))
        #expect(try reader.webConfiguration(from: block, file: "web.yml").users.keys.sorted() == ["prometheus"])
        // A comment that stands before a key is one that may be taken away.
        let lines = block.split(separator: "\n").map { line in
            let blanks = line.prefix { $0 == " " }
            let rest = line.dropFirst(blanks.count)
            return rest.hasPrefix("#") && !rest.hasPrefix("# ") ? blanks + String(rest.dropFirst()) : String(line)
        }
        let whole = lines.joined(separator: "\n").replacing(": NoClientCert", with: ": RequireAndVerifyClientCert")
        let read = try reader.webConfiguration(from: whole, file: "web.yml")
        #expect(read.rateLimit?.burst == 50)
        #expect(read.tokens.count == 1)
        #expect(read.tls?.clientNames == ["prometheus.example.com"])
    }

    @Test func `certificate and key may stand in the file itself`() throws {
        let read = try self.read(
            """
            tls_server_config:
              cert: |
                -----BEGIN CERTIFICATE-----
                inline
              key: |
                -----BEGIN PRIVATE KEY-----
                inline
            """
        )
        #expect(read.tls?.certificate.contains("inline") == true)
    }

    @Test(
        arguments: [
            ("tls_config: {}", "1:1: unknown key \"tls_config\""),
            ("basic_auth_user: {}", "did you mean \"basic_auth_users\"?; allowed: tls_server_config, "),
            (
                "tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, ca: x}",
                "tls_server_config: unknown key \"ca\""
            ),
            ("tls_server_config: {cert_file: tls/cert.pem}", "tls_server_config.key_file: is required"),
            ("tls_server_config: {key_file: key.pem}", "tls_server_config.cert_file: is required"),
            ("tls_server_config: {min_version: TLS12}", "tls_server_config.cert_file: is required"),
            (
                "tls_server_config: {cert_file: no.pem, key_file: key.pem}",
                "the file \"/etc/web/no.pem\" cannot be read"
            ),
            ("tls_server_config: {cert_file: empty, key_file: key.pem}", "there is nothing in PEM in it"),
            (
                "tls_server_config: {cert_file: tls/cert.pem, cert: x, key_file: key.pem}",
                "tls_server_config.cert: given together with cert_file"
            ),
            (
                "tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, min_version: TLS10}",
                "\"TLS10\" is not a known word; allowed: TLS12, TLS13"
            ),
            (
                "tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, min_version: TLS13, max_version: TLS12}",
                "given together with min_version"
            ),
            (
                "tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, client_ca_file: /etc/ca.pem}",
                "client_ca has no use"
            ),
            (
                "tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, client_auth_type: VerifyClientCertIfGiven}",
                "nobody may vouch for"
            ),
            (
                "tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]}",
                "\"TLS_RSA_WITH_RC4_128_SHA\" is not a known word; allowed: TLS_ECDHE_ECDSA"
            ),
            ("http_server_config: {headers: {Server: x}}", "unknown key \"Server\""),
            ("http_server_config: {headers: {X-Frame-Options: maybe}}", "allowed: deny, sameorigin"),
            ("http_server_config: {headers: {X-XSS-Protection: \"a\\nb\"}}", "is not the value of a header"),
            ("http_server_config: {http2: perhaps}", "is not true or false"),
            ("basic_auth_users: {alice: hunter2}", "basic_auth_users.alice: this is not the bcrypt hash of a password"),
            ("basic_auth_users: {alice: [hunter2]}", "basic_auth_users.alice: this is not the bcrypt hash"),
            ("basic_auth_users: {\"a:b\": \(hash)}", "a user's name has no colon"),
            ("basic_auth_users: {alice:\(hash)}", "basic_auth_users: a user's name has no colon"),
            ("basic_auth_users: {alice \(hash)}", "basic_auth_users: this is not the bcrypt hash"),
            ("alice \(hash): x", "unknown key \"<redacted>\""),
            ("bearer_token_files: [short]", "the file /etc/web/short holds no token"),
            ("bearer_token_files: [absent]", "cannot be read: no such file"),
            ("bearer_token_files: token", "is not a list"),
            ("rate_limit: {interval: 1s}", "no request would ever be answered"),
            ("basic_auth_users: {alice: x, alice: y}", "given more than once"),
            ("a: [", "not valid YAML"),
        ] as [(String, String)]
    )
    func `a mistake is named with its place and what is allowed, and nothing secret`(text: String, part: String) {
        let mistakes = self.mistakes(text)
        #expect(mistakes.contains { $0.contains(part) }, "\(mistakes)")
        #expect(mistakes.allSatisfy { $0.first?.isNumber == true }, "\(mistakes)")
        #expect(!mistakes.contains { $0.contains("hunter2") || $0.contains("QOau") }, "\(mistakes)")
    }

    @Test(
        arguments: [
            "$2x$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi", String(hash.dropLast()), hash + "a",
            "$2y$03$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
            "$2y$32$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
            "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDe-i", "$1$abc$def", "",
        ] as [String]
    )
    func `what crypt cannot read names the user, never the hash`(hash: String) {
        let mistakes = self.mistakes("basic_auth_users:\n  alice: '\(hash)'\n")
        #expect(mistakes.count == 1)
        #expect(mistakes.allSatisfy { $0.hasPrefix("2:") && $0.contains("basic_auth_users.alice") })
        #expect(!mistakes.contains { $0.contains("QOau") })
    }

    @Test func `whatever comes is read or refused with a place`() {
        let whole = """
            tls_server_config: {cert_file: tls/cert.pem, key_file: key.pem, client_auth_type: RequestClientCert}
            http_server_config:
              http2: false
              headers: {X-Frame-Options: deny}
            basic_auth_users: {alice: \(Self.hash)}
            rate_limit: {interval: 1s, burst: 20}
            bearer_token_files: [token]
            """
        let pieces = [
            "{", "}", "[", "]", ": ", "\n", "  ", "- ", "&a ", "*a", "'", "\"", "|\n", "!!binary ", "~", "\t",
            "\u{FEFF}", "é", "0",
        ]
        var random = SeededGenerator(seed: 11)
        for _ in 0..<(Soak.isOn ? 100_000 : 2_000) {
            var text = Array(whole.unicodeScalars)
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let start = Int.random(in: 0..<max(1, text.count), using: &random)
                let end = min(text.count, start + Int.random(in: 0...6, using: &random))
                let piece = Bool.random(using: &random) ? (pieces.randomElement(using: &random) ?? "") : ""
                if start <= end { text.replaceSubrange(start..<end, with: Array(piece.unicodeScalars)) }
            }
            var mutated = String.UnicodeScalarView()
            mutated.append(contentsOf: text)
            let mistakes = self.mistakes(String(mutated))
            if !mistakes.allSatisfy({
                $0.first?.isNumber == true && !$0.contains("NbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd")
            }) {
                Issue.record("\(String(mutated).debugDescription): \(mistakes)")
            }
        }
    }
}
