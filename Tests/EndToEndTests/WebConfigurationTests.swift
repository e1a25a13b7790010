import Foundation
import TestSupport
import Testing

/// The agent as `--web.config.file` has it: TLS, clients' certificates and passwords.
@Suite(.timeLimit(.minutes(3)))
struct WebConfigurationTests {
    /// bcrypt of `secret`.
    private static let hash = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"

    private func write(_ text: String, to name: String, in folder: URL) throws -> String {
        let file = folder.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func text(also more: String = "") -> String {
        """
        tls_server_config:
          cert_file: server.pem
          key_file: server.key
        \(more)
        basic_auth_users: {prometheus: \(Self.hash)}
        http_server_config:
          headers: {X-Frame-Options: deny}
        """
    }

    private let verifying = "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: authority.pem"

    /// Runs an agent with a web configuration file while `body` runs.
    private func withAgent(
        _ web: String,
        in folder: URL,
        _ body: (RunningProcess, _ url: String, _ file: String) async throws -> Void
    ) async throws {
        try await Simulator.with(["--servers=3", "--nodes=1"], in: folder) { simulator in
            let file = try write(web, to: "web.yml", in: folder)
            let arguments = try Agent.arguments(simulator.configuration, in: folder) + ["--web.config.file=\(file)"]
            try await RunningProcess.with(try Tools.pterowatch, arguments) { process in
                try await body(process, "https://" + (try await Agent.address(in: process)), file)
                #expect(!process.text.contains(Self.hash) && !process.text.contains("PRIVATE"))
            }
        }
    }

    @Test func `a real Prometheus scrapes by certificate and password, and by neither alone`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let authority = try await TestAuthority(in: folder)
            _ = try await authority.sign("server")
            let good = try await authority.sign("client")
            let expired = try await authority.sign("expired", days: -1)
            try await withAgent(text(also: verifying), in: folder) { _, url, _ async throws in
                let jobs = [
                    job("good", url, authority, good, password: "secret"),
                    job("wrong", url, authority, good, password: "guess"),
                    job("expired", url, authority, expired, password: "secret"),
                    job("none", url, authority, nil, password: "secret"),
                ]
                let configuration = "global: {scrape_interval: 1s}\nscrape_configs:\n" + jobs.joined(separator: "\n")
                try await Prometheus.with(configuration: configuration, in: folder) { prometheus in
                    _ = try await Web.poll { try await prometheus.value(#"up{job="good"}"#) == 1 ? true : nil }
                    for name in ["wrong", "expired", "none"] {
                        _ = try await Web.poll { try await prometheus.value("up{job=\"\(name)\"}") }
                        #expect(try await prometheus.value("max_over_time(up{job=\"\(name)\"}[1h])") == 0, "\(name)")
                    }
                }
            }
        }
    }

    private func job(
        _ name: String,
        _ url: String,
        _ authority: TestAuthority,
        _ client: TestAuthority.Pair?,
        password: String
    ) -> String {
        let pair = client.map { ", cert_file: \($0.certificateFile), key_file: \($0.keyFile)" } ?? ""
        return """
              - job_name: \(name)
                scheme: https
                tls_config: {ca_file: \(authority.pair.certificateFile)\(pair)}
                basic_auth: {username: prometheus, password: \(password)}
                static_configs: [{targets: ["\(url.dropFirst("https://".count))"]}]
            """
    }

    @Test func `a replaced certificate is served without a restart, one without its key is not`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let authority = try await TestAuthority(in: folder)
            _ = try await authority.sign("server")
            try await withAgent(text(), in: folder) { process, url, _ async throws in
                let next = try await TestAuthority(in: folder, named: "next")
                let login = ["--user", "prometheus:secret", "--cacert"]
                let (old, new) = (login + [authority.pair.certificateFile], login + [next.pair.certificateFile])
                #expect(try await Curl.get(url + "/-/healthy", old).status == 200)
                #expect(try await Curl.get(url + "/-/healthy", new).exit == 60)
                let pair = try await next.sign("other")
                _ = try write(try pair.certificate, to: "server.pem", in: folder)
                _ = try await process.line { $0.contains("The former certificate stays in force") }
                #expect(try await Curl.get(url + "/-/healthy", old).status == 200)
                _ = try write(try pair.key, to: "server.key", in: folder)
                _ = try await Web.poll {
                    try await Curl.get(url + "/-/healthy", new).status == 200 ? true : nil
                }
                #expect(try await Curl.get(url + "/-/healthy", old).exit == 60)
            }
        }
    }

    @Test func `users change with the file; a mistake in it closes the agent until it is mended`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let authority = try await TestAuthority(in: folder)
            _ = try await authority.sign("server")
            try await withAgent(text(), in: folder) { process, url, _ async throws in
                let trust = ["--cacert", authority.pair.certificateFile]
                let login = trust + ["--user", "prometheus:secret"]
                func status(_ options: [String]) async throws -> Int {
                    try await Curl.get(url + "/-/healthy", options).status
                }
                #expect(try await status(trust) == 401)
                #expect(try await status(trust + ["--user", "prometheus:guess"]) == 401)
                #expect(try await status(login) == 200)
                #expect(try await Curl.get(url + "/-/healthy", login + ["-i"]).body.contains("X-Frame-Options: deny"))
                let token = try String(
                    contentsOfFile: Agent.storage(in: folder) + "/token",
                    encoding: .utf8
                ).trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(try await status(trust + ["-H", "Authorization: Bearer \(token)"]) == 200)

                _ = try write(text().replacing("prometheus:", with: "grafana:"), to: "web.yml", in: folder)
                _ = try await Web.poll { try await status(login) == 401 ? true : nil }
                #expect(try await status(trust + ["--user", "grafana:secret"]) == 200)

                _ = try write(text() + "\nweather: nice\n", to: "web.yml", in: folder)
                _ = try await Web.poll { try await status(login) == 500 ? true : nil }
                _ = try await process.line { $0.contains("unknown key") && $0.contains("weather") }

                _ = try write(text(), to: "web.yml", in: folder)
                _ = try await Web.poll { try await status(login) == 200 ? true : nil }
            }
        }
    }

    @Test(
        arguments: [
            ("weather: nice", "web.yml:1:1: unknown key \"weather\"; allowed: tls_server_config"),
            ("basic_auth_users: {ada: hunter2}", "web.yml:1:25: basic_auth_users.ada: this is not the bcrypt hash"),
            (
                "tls_server_config: {cert_file: authority.pem, key_file: other.key}",
                "the certificate and its key cannot be used"
            ),
        ]
    )
    func `what cannot be used keeps the agent from starting, and is told in one line`(
        web: String,
        message: String
    ) async throws {
        try await Tools.withTemporaryFolder { folder in
            let authority = try await TestAuthority(in: folder)
            _ = try await authority.sign("other")
            let agent = "panels: [{url: \"http://127.0.0.1:1\", api_key: ptlc_0123456789}]"
            let file = try write(web, to: "web.yml", in: folder)
            let arguments = try Agent.arguments(agent, in: folder) + ["--web.config.file=\(file)"]
            let run = try await RunningProcess.run(try Tools.pterowatch, arguments)
            #expect(run.status == 1)
            #expect(run.output.contains(message), "\(run.output)")
            #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
            #expect(!run.output.contains("hunter2"))
        }
    }
}
