import Settings
import Testing

struct ConfigurationWarningsTests {
    private static func warnings(_ panel: String, _ rest: String = "") throws -> [String] {
        try SettingsFixture.configuration(
            """
            panels:
              - name: main
                api_key: ptlc_key
            \(panel.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            \(rest)
            """
        ).warnings
    }

    @Test func `an ordinary configuration has none`() throws {
        #expect(try Self.warnings("url: https://panel.example.com") == [])
        #expect(try Self.warnings("url: http://127.0.0.1:8080") == [])
        #expect(try Self.warnings("url: https://p.example.com\nsources: {servers: wings, stream: all}") == [])
        let nodes = "nodes: [{name: a, url: \"http://127.0.0.1:8080\"}, {name: b, insecure_skip_verify: false}]"
        #expect(try Self.warnings("url: https://p.example.com\n\(nodes)") == [])
    }

    @Test(arguments: [
        ("url: https://p.example.com\ninsecure_skip_verify: true", "", ["panel main: insecure_skip_verify is true"]),
        ("url: http://p.example.com", "", ["panel main: url is http://p.example.com"]),
        (
            "url: https://p.example.com\nnodes: [{name: fra-1, insecure_skip_verify: true}]", "",
            ["panel main, node fra-1: insecure_skip_verify is true"]
        ),
        (
            "url: https://p.example.com\nnodes: [{name: fra-1, url: \"http://10.0.0.5:8080\"}]", "",
            ["panel main, node fra-1: url is http://10.0.0.5:8080"]
        ),
        (
            "url: https://p.example.com", "collectors:\n  servers: {interval: 5s}",
            ["panel main: collectors.servers.interval is 5.0 seconds, below cache_age 20.0 seconds"]
        ),
        (
            "url: https://p.example.com", "remediation:\n  grace: 30s",
            ["policy restart-crashed: grace is 30.0 seconds, below 90.0 seconds"]
        ),
        (
            "url: https://p.example.com", "remediation:\n  policies:\n    gentle: {verify_within: 10s}",
            ["policy gentle: verify_within is 10.0 seconds, below 40.0 seconds"]
        ),
    ])
    func `what is allowed but seldom meant is said with its key and value`(
        panel: String,
        rest: String,
        expected: [String]
    ) throws {
        let warnings = try Self.warnings(panel, rest)
        #expect(warnings.count == expected.count)
        for (warning, beginning) in zip(warnings, expected) { #expect(warning.hasPrefix(beginning)) }
    }

    @Test func `a simulated panel with a short cache may have a short grace`() throws {
        let warnings = try Self.warnings("url: http://127.0.0.1:1\ncache_age: 2s", "remediation:\n  grace: 10s")
        #expect(warnings == [])
    }

    @Test func `check-config prints them below its verdict`() throws {
        let sources = SettingsFixture.sources(
            files: ["p.yml": "panels:\n  - url: http://panel.example.com\n    api_key: ptlc_key\n"]
        )
        let output = try ConfigurationCheck(file: "p.yml", sources: sources).output
        #expect(output.contains("SUCCESS"))
        #expect(output.contains("  WARNING: panel panel.example.com: url is http://panel.example.com"))
    }
}
