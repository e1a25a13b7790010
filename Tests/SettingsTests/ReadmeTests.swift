import Collecting
import PterodactylAPI
import Remediation
import Settings
import Testing

struct ReadmeTests {
    /// The YAML blocks of the README that configure panels.
    private static func configurations() throws -> [String] {
        try Repository.text("README.md").components(between: "```yaml\n", and: "```")
            .filter { $0.hasPrefix("panels:") }
    }

    @Test func `the ten lines for an own panel work, and act`() throws {
        let text = try #require(try Self.configurations().first)
        #expect(text.split(separator: "\n").count <= 10)
        let configuration = try SettingsFixture.configuration(text)
        #expect(configuration.panels.map(\.url) == ["https://panel.example.com"])
        #expect(configuration.remediation.mode == .automatic)
    }

    @Test func `the block of all defaults is the defaults`() throws {
        let blocks = try Self.configurations()
        try #require(blocks.count == 3)
        let panel = PanelSettings(
            name: "panel.example.com",
            url: "https://panel.example.com",
            apiKey: Secret("ptlc_...")
        )
        #expect(try SettingsFixture.configuration(blocks[1]) == Configuration(panels: [panel]))
    }

    @Test func `the example of nodes that are reached in another way is read`() throws {
        let text = try #require(try Self.configurations().last)
        let files = ["node-ca.pem": "-----BEGIN CERTIFICATE-----\n"]
        let configuration = try SettingsFixture.configuration(text, files: files)
        let nodes = configuration.panels.flatMap(\.nodes)
        #expect(nodes.map(\.name) == ["fra-1", "fra-2"])
        #expect(configuration.panels.map(\.sources.wingsURLs) == [["fra-1": "https://10.0.0.5:8080"]])
        #expect(nodes.last?.certificateAuthorityFile == "node-ca.pem")
    }
}

extension String {
    /// The texts between each pair of marks.
    fileprivate func components(between start: String, and end: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let opening = rest.firstRange(of: start) {
            let body = rest[opening.upperBound...]
            guard let closing = body.firstRange(of: end) else { break }
            parts.append(String(body[..<closing.lowerBound]))
            rest = body[closing.upperBound...]
        }
        return parts
    }
}
