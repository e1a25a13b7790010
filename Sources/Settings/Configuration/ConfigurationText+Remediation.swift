import Alerting
import PromQL
import PterodactylAPI
import Remediation
import Telemetry

extension ConfigurationText {
    /// Writes what is done about alerts.
    static func write(_ settings: RemediationSettings, to lines: inout YAMLLines) {
        lines.word("mode", settings.mode.rawValue)
        lines.duration("approve_within", settings.limits.approval)
        lines.texts("proactive", settings.proactive.map(\.rawValue))
        lines.text("stop_file", settings.stopFile)
        lines.duration("hook_expiry", settings.hookExpiry)
        lines.mapping("policies") { lines in
            for (name, policy) in settings.policies.sorted(by: { $0.key < $1.key }) {
                lines.mapping(name) { write(policy, to: &$0) }
            }
        }
        lines.mapping("limits") { write(settings.limits, to: &$0) }
        lines.list("dependencies", settings.limits.dependencies) { dependency, lines in
            lines.texts("servers", dependency.servers.map(\.matcherText))
            lines.texts("after", dependency.after.map(\.matcherText))
            lines.duration("patience", dependency.patience)
        }
        lines.list("maintenance", settings.limits.windows) { window, lines in
            lines.text("name", window.name)
            lines.texts("servers", window.servers.map(\.matcherText))
            switch window.times {
            case .once(let from, let to):
                lines.text("from", CalendarTime(from).rfc3339)
                lines.text("to", CalendarTime(to).rfc3339)
            case .recurring(let schedule, let length):
                lines.text("schedule", schedule.text)
                lines.duration("duration", length)
            }
        }
    }

    private static func write(_ policy: PolicySettings, to lines: inout YAMLLines) {
        lines.texts("servers", policy.servers.map(\.matcherText))
        lines.word("when", policy.when.rawValue)
        if let steps = policy.steps { lines.list("steps", steps) { write($0, to: &$1) } }
        lines.duration("grace", policy.grace)
        lines.duration("verify_within", policy.verifyWithin)
        lines.duration("cooldown", policy.cooldown)
        lines.mapping("backoff") { lines in
            lines.word("factor", "\(policy.backoff.factor)")
            lines.duration("longest", policy.backoff.longest)
            lines.duration("reset", policy.backoff.reset)
        }
        lines.word("attempts", "\(policy.attempts)")
        lines.duration("attempts_window", policy.attemptsWindow)
    }

    private static func write(_ step: Step, to lines: inout YAMLLines) {
        switch step.action {
        case .power(let signal): lines.word("power", signal.rawValue)
        case .command(let text): lines.text("command", text)
        case .backup(let isRotating):
            lines.word("backup", "create")
            lines.word("rotate", "\(isRotating)")
        case .wait: lines.duration("wait", step.within)
        case .webhook(let name): lines.text("webhook", name)
        case .suspend: lines.word("suspend", "true")
        case .unsuspend: lines.word("unsuspend", "true")
        }
        lines.word("expect", step.expect.rawValue)
        if step.action != .wait { lines.duration("within", step.within) }
        lines.word("then", step.then.rawValue)
        lines.word("on_failure", step.onFailure.rawValue)
    }

    private static func write(_ limits: Limits, to lines: inout YAMLLines) {
        for (name, budget) in [("node", limits.node), ("panel", limits.panel), ("fleet", limits.fleet)] {
            lines.mapping(name) { lines in
                lines.word("attempts", "\(budget.attempts)")
                lines.duration("window", budget.window)
            }
        }
        lines.word("at_once_per_node", "\(limits.atOncePerNode)")
        lines.mapping("fleet_outage") { lines in
            lines.word("share", "\(limits.fleetOutage.share)")
            lines.word("minimum", "\(limits.fleetOutage.minimum)")
        }
        lines.duration("probe_after", limits.probing.pause)
        lines.mapping("flapping") { lines in
            lines.word("changes", "\(limits.flapping.changes)")
            lines.duration("window", limits.flapping.window)
            lines.word("calm", "\(limits.flapping.calm)")
        }
    }
}
