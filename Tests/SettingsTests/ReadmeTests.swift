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

    @Test func `the chapter on restarts names every reason, step, situation and proactive policy`() throws {
        let text = try Repository.text("README.md")
        let chapter = try #require(
            text.components(between: "## How restarts are decided\n", and: "\n## How alerts are told").first
        )
        let steps = [
            "power: start", "command: ", "backup: create", "wait: ", "webhook: ", "suspend: true", "unsuspend: true",
        ]
        let words =
            RefusalReason.allCases.map { "`\($0.rawValue)`" } + Policy.Trouble.allCases.map { "`\($0.rawValue)`" }
            + ProactivePolicy.allCases.map { "`\($0.rawValue)`" } + steps + Mode.allCases.map(\.rawValue)
        for word in words { #expect(chapter.contains(word), "\(word) is missing") }
    }

    @Test func `the chapter's examples are read`() throws {
        let panel = "panels: [{url: https://panel.example.com, api_key: ptlc_x}]\n"
        let blocks = try Repository.text("README.md").components(between: "```yaml\n", and: "```")
            .filter { $0.hasPrefix("remediation:") }
        #expect(blocks.count >= 2)
        let all = try blocks.map { try SettingsFixture.configuration(panel + $0).remediation }
        let pause = try #require(all.compactMap { $0.policies["pause"] }.first)
        #expect(pause.steps?.map(\.action) == [.suspend, .wait, .unsuspend, .power(.start)])
        let problems = all.flatMap { settings in settings.policies.flatMap { Policy($0.key, $0.value).problems } }
        #expect(problems.isEmpty)
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
