import Remediation

extension SettingsDecoder {
    private static var policyKeys: [String] {
        ["servers", "when", "steps", "grace", "verify_within", "cooldown", "backoff", "attempts", "attempts_window"]
    }

    /// Reads `remediation`: the guards written there are the defaults of each policy.
    mutating func remediation(of top: Fields) -> RemediationSettings {
        let fields = fields(
            "remediation",
            of: top,
            allowed: [
                "mode", "approve_within", "proactive", "policies", "limits", "dependencies", "maintenance", "stop_file",
                "hook_expiry",
            ] + Self.policyKeys.filter { $0 != "when" && $0 != "steps" }
        )
        let week = Duration.seconds(7 * 86_400)
        let mode: Mode = choice("mode", of: fields, default: .observe)
        let common = policy(of: fields, default: PolicySettings())
        let proactive = proactive(of: fields)
        let named = self.fields("policies", of: fields, allowed: [])
        var policies = [RemediationSettings.restartCrashed: common]
        for policy in proactive {
            var settings = policy.settings
            settings.servers = common.servers
            policies[policy.rawValue] = settings
        }
        for (name, node) in named.values {
            let inner = self.fields(of: node, at: named.path(to: name), allowed: Self.policyKeys)
            let standard = policies[name] ?? common
            policies[name] = policy(of: inner, default: standard)
            report(problems: Policy(name, policies[name] ?? common).problems, at: node, path: named.path(to: name))
        }
        var limits = limits(of: fields)
        let range = Duration.milliseconds(50) ... .seconds(86_400)
        limits.approval = duration("approve_within", of: fields, default: limits.approval, in: range)
        return RemediationSettings(
            mode: mode,
            policies: policies,
            limits: limits,
            proactive: proactive,
            stopFile: text("stop_file", of: fields, allowed: "a file").map { FilePath.resolve($0, besides: file) },
            hookExpiry: duration("hook_expiry", of: fields, default: .seconds(16_200), in: .milliseconds(50)...week)
        )
    }

    private mutating func proactive(of fields: Fields) -> [ProactivePolicy] {
        let words = ProactivePolicy.allCases.map(\.rawValue).joined(separator: ", ")
        let items = items("proactive", of: fields, allowed: "a list of \(words)") ?? []
        return items.enumerated().compactMap { index, node in
            if let policy = node.text.flatMap(ProactivePolicy.init) { return policy }
            let path = "\(fields.path(to: "proactive"))[\(index)]"
            report(.isNot("a known word"), at: node, path: path, found: node.text ?? node.kindName, allowed: words)
            return nil
        }
    }

    private mutating func report(problems: [String], at node: YAMLNode, path: String) {
        for problem in problems { report(.unusable(problem), at: node, path: path) }
    }

    private mutating func policy(of fields: Fields, default standard: PolicySettings) -> PolicySettings {
        let least = Duration.milliseconds(50)
        let day = Duration.seconds(86_400)
        let backoff = self.fields("backoff", of: fields, allowed: ["factor", "longest", "reset"])
        var settings = PolicySettings(
            servers: fields["servers"] == nil ? standard.servers : matchers("servers", of: fields),
            when: choice("when", of: fields, default: standard.when),
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
        settings.steps = steps(of: fields, patience: settings.verifyWithin) ?? standard.steps
        settings.backoff.factor = ratio("factor", of: backoff, default: standard.backoff.factor, in: 1...10)
        settings.backoff.longest = duration("longest", of: backoff, default: standard.backoff.longest, in: least...day)
        settings.backoff.reset = duration("reset", of: backoff, default: standard.backoff.reset, in: least...day * 7)
        return settings
    }
}
