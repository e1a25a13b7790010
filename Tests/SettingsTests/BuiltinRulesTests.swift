import Alerting
import Settings
import Testing

struct BuiltinRulesTests {
    @Test func `every shipped rule file is part of the program and as it stands in alerts`() throws {
        #expect(try BuiltinRules.files.map(\.name) == Repository.names(in: "alerts", suffix: ".yml"))
        for file in BuiltinRules.files {
            #expect(try file.text == Repository.text("alerts/\(file.name)"))
        }
    }

    @Test func `the shipped rules are read without a mistake and ask only for the policy that exists`() throws {
        let files = try RuleFileReader(sources: SettingsFixture.sources()).ruleFiles(for: RuleSettings())
        #expect(files.count == BuiltinRules.files.count)
        let policies = files.flatMap(\.groups).flatMap(\.rules).compactMap { rule -> String? in
            guard case .alerting(let rule) = rule else { return nil }
            return rule.labels["remediation"]
        }
        #expect(Set(policies) == [RemediationSettings.restartCrashed])
    }
}
