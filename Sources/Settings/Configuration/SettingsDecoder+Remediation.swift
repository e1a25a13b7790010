import Remediation

extension SettingsDecoder {
    private static var policyKeys: [String] {
        ["servers", "grace", "verify_within", "cooldown", "backoff", "attempts", "attempts_window"]
    }

    /// Reads `remediation`: the guards written there are the defaults of each policy.
    mutating func remediation(of top: Fields) -> RemediationSettings {
        let fields = fields(
            "remediation",
            of: top,
            allowed: ["mode", "policies", "limits", "dependencies", "maintenance", "stop_file"] + Self.policyKeys
        )
        let mode: Mode = choice("mode", of: fields, default: .observe)
        let common = policy(of: fields, default: PolicySettings())
        let named = self.fields("policies", of: fields, allowed: [])
        var policies = [RemediationSettings.restartCrashed: common]
        for (name, node) in named.values {
            let inner = self.fields(of: node, at: named.path(to: name), allowed: Self.policyKeys)
            policies[name] = policy(of: inner, default: common)
        }
        return RemediationSettings(
            mode: mode,
            policies: policies,
            limits: limits(of: fields),
            stopFile: text("stop_file", of: fields, allowed: "a file").map { FilePath.resolve($0, besides: file) }
        )
    }

    private mutating func policy(of fields: Fields, default standard: PolicySettings) -> PolicySettings {
        let least = Duration.milliseconds(50)
        let day = Duration.seconds(86_400)
        let backoff = self.fields("backoff", of: fields, allowed: ["factor", "longest", "reset"])
        var settings = PolicySettings(
            servers: fields["servers"] == nil ? standard.servers : matchers("servers", of: fields),
            grace: duration("grace", of: fields, default: standard.grace, in: least...day),
            verifyWithin: duration("verify_within", of: fields, default: standard.verifyWithin, in: least...day),
            cooldown: duration("cooldown", of: fields, default: standard.cooldown, in: least...day),
            backoff: standard.backoff,
            attempts: integer("attempts", of: fields, default: standard.attempts, in: 1...100),
            attemptsWindow: duration(
                "attempts_window",
                of: fields,
                default: standard.attemptsWindow,
                in: least...day * 7
            )
        )
        settings.backoff.factor = ratio("factor", of: backoff, default: standard.backoff.factor, in: 1...10)
        settings.backoff.longest = duration("longest", of: backoff, default: standard.backoff.longest, in: least...day)
        settings.backoff.reset = duration("reset", of: backoff, default: standard.backoff.reset, in: least...day * 7)
        return settings
    }
}
