import Alerting
import Remediation
import Settings
import Testing

struct BuiltinRulesTests {
    @Test func `every shipped rule file is part of the program and as it stands in alerts`() throws {
        let files = BuiltinRules.files + ProactivePolicy.allCases.map(BuiltinRules.file)
        #expect(try files.map(\.name).sorted() == Repository.names(in: "alerts", suffix: ".yml"))
        for file in files {
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

    @Test(arguments: ProactivePolicy.allCases)
    func `a proactive policy's rules ask for it, once it is named`(policy: ProactivePolicy) throws {
        let settings = RuleSettings(usesBuiltin: false, proactive: [policy])
        let files = try RuleFileReader(sources: SettingsFixture.sources()).ruleFiles(for: settings)
        let asked = files.flatMap(\.groups).flatMap(\.rules).compactMap { rule -> String? in
            guard case .alerting(let rule) = rule else { return nil }
            return rule.labels["remediation"]
        }
        #expect(asked == [policy.rawValue])
        #expect(Policy(policy.rawValue, policy.settings).problems.isEmpty)
    }
}
