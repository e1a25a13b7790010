extension SettingsDecoder {
    private static var policyKeys: [String] { ["grace", "verify_within", "cooldown", "attempts", "attempts_window"] }

    /// Reads `remediation`: the guards written there are the defaults of each policy.
    mutating func remediation(of top: Fields) -> RemediationSettings {
        let fields = fields("remediation", of: top, allowed: ["mode", "policies"] + Self.policyKeys)
        let mode: RemediationSettings.Mode = choice("mode", of: fields, default: .observe)
        let common = policy(of: fields, default: PolicySettings())
        let named = self.fields("policies", of: fields, allowed: [])
        var policies = [RemediationSettings.restartCrashed: common]
        for (name, node) in named.values {
            let inner = self.fields(of: node, at: named.path(to: name), allowed: Self.policyKeys)
            policies[name] = policy(of: inner, default: common)
        }
        return RemediationSettings(mode: mode, policies: policies)
    }

    private mutating func policy(of fields: Fields, default standard: PolicySettings) -> PolicySettings {
        let least = Duration.milliseconds(50)
        let day = Duration.seconds(86_400)
        return PolicySettings(
            grace: duration("grace", of: fields, default: standard.grace, in: least...day),
            verifyWithin: duration("verify_within", of: fields, default: standard.verifyWithin, in: least...day),
            cooldown: duration("cooldown", of: fields, default: standard.cooldown, in: least...day),
            attempts: integer("attempts", of: fields, default: standard.attempts, in: 1...100),
            attemptsWindow: duration(
                "attempts_window",
                of: fields,
                default: standard.attemptsWindow,
                in: least...day * 7
            )
        )
    }
}
