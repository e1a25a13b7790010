import Collecting
import Settings
import Testing

struct SourceSettingsTests {
    /// Reads the only panel of a configuration in which these lines stand below the panel, and these at the top.
    private static func panel(
        _ lines: String,
        _ rest: String = "",
        environment: [String: String] = [:]
    ) throws -> PanelSettings {
        let text = """
            panels:
              - url: https://panel.example.com
                api_key: ptlc_key
            \(lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            \(rest)
            """
        let files = ["ca.pem": "-----BEGIN CERTIFICATE-----\n"]
        let configuration = try SettingsFixture.configuration(text, environment: environment, files: files)
        return try #require(configuration.panels.first)
    }

    @Test(arguments: ["", "sources:", "sources: {}", "nodes:", "nodes: []", "sources: {servers: auto, stream: auto}"])
    func `what is left out is chosen by itself`(lines: String) throws {
        let panel = try Self.panel(lines)
        #expect(panel.sources == SourcePlan(polling: .automatic, stream: .automatic))
        #expect(panel.nodes == [])
    }

    @Test(arguments: [
        ("auto", SourcePlan.Polling.automatic), ("panel", .panel), ("wings", .wings), ("\"wings\"", .wings),
    ])
    func `what tells state and use is one of three words`(word: String, expected: SourcePlan.Polling) throws {
        #expect(try Self.panel("sources: {servers: \(word)}").sources == SourcePlan(polling: expected))
    }

    @Test(arguments: [
        ("auto", StreamSelection.automatic), ("all", .all), ("none", .none),
        ("{nodes: [\"fra-*\"]}", .matching(ServerSelector(nodes: ["fra-*"]))),
        ("{servers: [1a7ce997]}", .matching(ServerSelector(servers: ["1a7ce997"]))),
        // An id of digits alone, or one that looks like 4 * 10^12, is no number.
        ("{servers: [01234567, 4e12]}", .matching(ServerSelector(servers: ["01234567", "4e12"]))),
        (
            "{nodes: [a, b], servers: [\"*\"]}",
            .matching(ServerSelector(nodes: ["a", "b"], servers: ["*"]))
        ),
        ("{nodes: [\"${NODE}\"], servers: }", .matching(ServerSelector(nodes: ["from-the-environment"]))),
    ])
    func `streams are a word or a choice of servers`(stream: String, expected: StreamSelection) throws {
        let panel = try Self.panel("sources: {stream: \(stream)}", environment: ["NODE": "from-the-environment"])
        #expect(panel.sources == SourcePlan(stream: expected))
    }

    @Test(arguments: [
        ("50ms", Duration.milliseconds(50)), ("10s", .seconds(10)), ("1h", .seconds(3_600)),
    ])
    func `the nodes of each panel are asked at the interval of the collector`(text: String, expected: Duration) throws {
        let configuration = try SettingsFixture.configuration(
            """
            panels:
              - {name: a, url: "https://a.example.com", api_key: ptlc_a}
              - {name: b, url: "https://b.example.com", api_key: ptlc_b, sources: {servers: wings}}
            collectors:
              wings: {interval: \(text)}
            """
        )
        #expect(configuration.panels.map(\.sources.wingsInterval) == [expected, expected])
        #expect(configuration.panels.map(\.sources.polling) == [.automatic, .wings])
    }

    @Test(arguments: [
        ("url: http://127.0.0.1:8080/", NodeSettings(name: "fra-1", url: "http://127.0.0.1:8080")),
        ("ca_file: ca.pem", NodeSettings(name: "fra-1", certificateAuthorityFile: "ca.pem")),
        ("insecure_skip_verify: true", NodeSettings(name: "fra-1", acceptsAnyCertificate: true)),
        ("insecure_skip_verify: false", NodeSettings(name: "fra-1")),
    ])
    func `one thing besides its name is enough for a node`(line: String, expected: NodeSettings) throws {
        let panel = try Self.panel("nodes:\n  - name: fra-1\n    \(line)")
        #expect(panel.nodes == [expected])
        #expect(panel.sources.wingsURLs == (expected.url.map { ["fra-1": $0] } ?? [:]))
    }

    @Test func `nodes of two panels may have the same name`() throws {
        let configuration = try SettingsFixture.configuration(
            """
            panels:
              - {name: a, url: "https://a.example.com", api_key: ptlc_a, nodes: [{name: n, url: "https://a.example.com:1"}]}
              - {name: b, url: "https://b.example.com", api_key: ptlc_b, nodes: [{name: n, url: "https://b.example.com:1"}]}
            """
        )
        let urls = configuration.panels.map { $0.sources.wingsURLs["n"] }
        #expect(urls == ["https://a.example.com:1", "https://b.example.com:1"])
    }
}
