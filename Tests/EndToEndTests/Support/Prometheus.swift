import Foundation
import Testing

/// A running Prometheus server of Debian, which scrapes an agent and has loaded the shipped rules.
struct Prometheus {
    struct Query: Decodable {
        struct Body: Decodable {
            struct Series: Decodable {
                let metric: [String: String]
                let value: Point?
            }

            let result: [Series]
        }

        let status: String
        let error: String?
        let data: Body?
    }

    /// `[time, "value"]`.
    struct Point: Decodable {
        let value: Double

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            _ = try parts.decode(Double.self)
            value = Double(try parts.decode(String.self)) ?? .nan
        }
    }

    struct Rules: Decodable {
        struct Body: Decodable {
            let groups: [Group]
        }

        struct Group: Decodable {
            let file: String
            let rules: [Rule]
        }

        struct Rule: Decodable {
            let name: String
            let health: String
            let lastError: String?
        }

        let data: Body
    }

    let url: String

    /// Runs a server while `body` runs.
    static func with<Result>(
        scraping agent: Agent,
        in folder: URL,
        _ body: (Prometheus) async throws -> Result
    ) async throws -> Result {
        let files = try Tools.ruleFiles.map { "  - \($0.path)" }.joined(separator: "\n")
        let configuration = """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files:
            \(files)
            scrape_configs:
              - job_name: pterodactyl
                static_configs: [{targets: ["\(agent.url.dropFirst("http://".count))"]}]
            """
        return try await with(configuration: configuration, in: folder, body)
    }

    /// Runs a server with a configuration and further options while `body` runs.
    static func with<Result>(
        configuration: String,
        _ options: [String] = [],
        in folder: URL,
        _ body: (Prometheus) async throws -> Result
    ) async throws -> Result {
        let file = folder.appendingPathComponent("prometheus.yml").path
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        // Prometheus does not tell which port it got for 0, so that a free one is looked for.
        let port = try FreePort.find()
        let arguments =
            [
                "--config.file=\(file)", "--web.listen-address=127.0.0.1:\(port)",
                "--storage.tsdb.path=\(folder.appendingPathComponent("prometheus").path)",
            ] + options
        return try await RunningProcess.with(try Tools.debian("prometheus"), arguments) { process in
            _ = try await process.line { $0.contains("Server is ready to receive web requests") }
            return try await body(Prometheus(url: "http://127.0.0.1:\(port)"))
        }
    }

    /// Asks an instant query.
    func query(_ text: String) async throws -> Query {
        var components = try #require(URLComponents(string: "\(url)/api/v1/query"))
        components.queryItems = [URLQueryItem(name: "query", value: text)]
        // A plus sign would be read as a space.
        let encoded = components.percentEncodedQuery?.replacing("+", with: "%2B")
        components.percentEncodedQuery = encoded
        return try await Web.get(try #require(components.string)).json(Query.self)
    }

    /// The value of the first series of an answer.
    func value(_ text: String) async throws -> Double? {
        try await query(text).data?.result.first?.value?.value
    }

    /// The rules that it evaluates.
    func rules() async throws -> [Rules.Rule] {
        try await Web.get("\(url)/api/v1/rules").json(Rules.self).data.groups.flatMap(\.rules)
    }
}
