import Alerting
import Foundation
import Settings
import Testing

struct BuiltinRulesTests {
    @Test func `every shipped rule file is part of the program and as it stands in alerts`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let alerts = root.appending(path: "alerts")
        let names = try FileManager.default.contentsOfDirectory(atPath: alerts.path).filter { $0.hasSuffix(".yml") }
        #expect(BuiltinRules.files.map(\.name) == names.sorted())
        for file in BuiltinRules.files {
            #expect(file.text == (try String(contentsOf: alerts.appending(path: file.name), encoding: .utf8)))
        }
    }

    @Test func `the shipped rules are read without a mistake and ask only for the policy that exists`() throws {
        let files = try RuleFileReader(sources: SettingsFixture.sources()).ruleFiles(for: RuleSettings())
        #expect(files.count == BuiltinRules.files.count)
        let policies = files.flatMap(\.groups).flatMap(\.rules).compactMap { rule -> String? in
            guard case .alerting(let rule) = rule else { return nil }
            return rule.labels["remediation"]
        }
        #expect(Set(policies) == ["restart-crashed"])
    }
}
