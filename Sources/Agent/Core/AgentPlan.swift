package import Alerting
package import Collecting
package import Notifying
package import Remediation

/// What the agent is to do, as values: the validated settings without keys, files and sockets.
package struct AgentPlan: Sendable {
    /// The panels to watch.
    package var panels: [PanelPlan]
    /// The rule groups.
    package var groups: [RuleGroup]
    /// How often groups are evaluated that name no interval; also how often samples are kept for the rules.
    package var evaluationInterval: Duration
    /// How often a snapshot is published when nothing happens.
    package var snapshotInterval: Duration
    /// How far back rules can look.
    package var retention: Duration
    /// Whether snapshots tell since when each series counts.
    package var notesCreation: Bool
    /// What may be done.
    package var mode: Mode
    /// What bounds all policies together.
    package var limits: Limits
    /// What is done, by the name that rules use.
    package var policies: [String: Policy]
    /// How long what others ask for by alerts of theirs stands when it is not repeated.
    package var hookExpiry: Duration
    /// Who is told of alerts.
    package var notifications: NotificationPlan

    /// Makes a plan.
    package init(
        panels: [PanelPlan],
        groups: [RuleGroup] = [],
        evaluationInterval: Duration = .seconds(15),
        snapshotInterval: Duration = .seconds(5),
        retention: Duration = .seconds(7_200),
        notesCreation: Bool = false,
        mode: Mode = .observe,
        limits: Limits = Limits(),
        policies: [String: Policy] = [Policy.restartCrashed.name: Policy.restartCrashed],
        hookExpiry: Duration = .seconds(16_200),
        notifications: NotificationPlan = NotificationPlan()
    ) {
        self.panels = panels
        self.groups = groups
        self.evaluationInterval = evaluationInterval
        self.snapshotInterval = snapshotInterval
        self.retention = retention
        self.notesCreation = notesCreation
        self.mode = mode
        self.limits = limits
        self.policies = policies
        self.hookExpiry = hookExpiry
        self.notifications = notifications
    }
}
