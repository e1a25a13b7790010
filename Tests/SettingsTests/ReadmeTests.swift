import PterodactylAPI
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
        try #require(blocks.count == 2)
        let panel = PanelSettings(
            name: "panel.example.com",
            url: "https://panel.example.com",
            apiKey: Secret("ptlc_...")
        )
        #expect(try SettingsFixture.configuration(blocks[1]) == Configuration(panels: [panel]))
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
