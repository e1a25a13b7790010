package import Alerting
import Collecting
import Notifying
import PterodactylAPI
import Remediation
package import Settings

extension AgentPlan {
    /// Turns validated settings into the values that the core works with.
    package init(_ configuration: Configuration, groups: [RuleGroup]) {
        let remediation = configuration.remediation
        let policies = remediation.policies.map { name, settings in (name, Policy(name, settings)) }
        let grace = remediation.policies[Policy.restartCrashed.name]?.grace ?? IncidentTiming().grace
        self.init(
            panels: configuration.panels.map { panel in
                PanelPlan(
                    name: panel.name,
                    scope: PanelPlan.Scope(panel.scope),
                    intervals: configuration.collectors.intervals,
                    timing: IncidentTiming(cacheAge: panel.cacheAge, grace: grace),
                    budgetShare: configuration.budget.share,
                    budgetReserve: configuration.budget.reserve,
                    sources: panel.sources,
                    writesExporterNames: configuration.metrics.compatibility.contains(.pterodactylExporter)
                )
            },
            groups: groups,
            evaluationInterval: configuration.rules.evaluationInterval,
            snapshotInterval: min(.seconds(5), configuration.rules.evaluationInterval),
            notesCreation: configuration.metrics.writesCreation,
            mode: remediation.mode,
            limits: remediation.limits,
            policies: Dictionary(policies) { first, _ in first }
                .merging([Policy.restartCrashed.name: Policy.restartCrashed]) { configured, _ in configured },
            hookExpiry: remediation.hookExpiry,
            notifications: NotificationPlan(
                externalURL: configuration.web.reachableURL,
                externalLabels: configuration.notifications.externalLabels,
                resendDelay: configuration.notifications.resendDelay,
                alertmanagers: configuration.notifications.alertmanagers.map(\.plan),
                receivers: configuration.notifications.receivers.map(\.plan)
            )
        )
    }
}

extension PanelPlan.Scope {
    fileprivate init(_ scope: PanelSettings.Scope) {
        switch scope {
        case .automatic: self = .automatic
        case .adminAll: self = .fixed(.adminAll)
        case .accessible: self = .fixed(.accessible)
        case .owner: self = .fixed(.owner)
        }
    }
}

extension CollectorSettings {
    fileprivate var intervals: [CollectorKind: Duration] {
        let all: [(CollectorKind, Collector)] = [
            (.inventory, inventory), (.servers, servers), (.nodes, nodes), (.backups, backups),
        ]
        return Dictionary(uniqueKeysWithValues: all.filter(\.1.isEnabled).map { ($0.0, $0.1.interval) })
    }
}
