import Telemetry

/// The families about the agent itself.
enum AgentFamilies {
    static let ruleEvaluations = counter("rule_evaluations_total", "Evaluations of single rules, by group.")
    static let ruleFailures = counter("rule_evaluation_failures_total", "Evaluations of single rules that failed.")
    static let ruleMissed = counter("rule_group_missed_total", "Evaluations of the group that were skipped.")
    static let ruleDuration = gauge("rule_group_duration_seconds", "How long the group's last evaluation took.")
    static let alerts = gauge("alerts", "Alerts by name and state.")
    static let remediations = counter("remediations_total", "Remediation steps that were closed, by outcome.")
    static let refused = counter("remediations_refused_total", "Remediations that a guard refused, by reason.")
    static let recovery = MetricFamily(
        "pterowatch_remediation_recovery_seconds",
        .histogram,
        "Time from the detection of a broken server to seeing it run."
    )
    static let givenUp = gauge("remediation_given_up", "1 while the server needs a human; no series otherwise.")
    static let circuitOpen = gauge(
        "remediation_circuit_open",
        "Whether so many servers of the node failed at once that none of them is started."
    )
    static let notificationQueue = gauge(
        "notification_queue_length",
        "Messages that wait for the receiver; for an Alertmanager, alerts."
    )
    static let notifications = counter(
        "notifications_total",
        "Messages that the receiver took; for an Alertmanager, alerts."
    )
    static let notificationsFailed = counter(
        "notifications_failed_total",
        "Messages that the receiver did not take, by reason."
    )
    static let silences = gauge("silences", "Silences that hold now, by who keeps them: own, or an Alertmanager.")
    static let hookAlerts = counter(
        "hook_alerts_total",
        "Alerts that Alertmanagers sent to POST /hooks/alertmanager, by what became of them."
    )
    static let hookRequests = gauge("hook_requests", "Requests for remediation that stand by such alerts.")
    static let enabled = gauge("remediation_enabled", "Whether the agent may act.")
    static let pendingApprovals = gauge(
        "remediation_pending_approvals",
        "Questions to a human that wait for an answer (mode ask)."
    )
    static let ledgerWritable = gauge(
        "ledger_writable",
        "Whether the ledger can be written; without it nothing is done."
    )
    static let reloadSuccessful = gauge(
        "config_last_reload_successful",
        "Whether the last load of the configuration succeeded."
    )
    static let reloadTime = gauge(
        "config_last_reload_success_timestamp_seconds",
        "Unix time of the last successful load of the configuration."
    )
    static let buildInfo = gauge("build_info", "What was built: version and compiler. Always 1.")
    static let scrapes = counter("scrapes_total", "Scrapes of this page that were served.")
    static let historySeries = gauge("history_series", "Series that the rules have seen.")
    static let historySamples = gauge("history_samples", "Samples that the rules can look back on.")
    static let historyBytes = gauge("history_bytes", "Memory that these samples take, without their labels.")

    /// Every family of this group, for the documentation.
    static let all = [
        ruleEvaluations, ruleFailures, ruleMissed, ruleDuration, alerts, remediations, refused, recovery, givenUp,
        circuitOpen, hookAlerts, hookRequests, enabled, pendingApprovals, ledgerWritable, reloadSuccessful, reloadTime,
        buildInfo, scrapes, historySeries,
        historySamples, historyBytes, notificationQueue, notifications, notificationsFailed, silences,
    ]

    private static func gauge(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("pterowatch_" + name, .gauge, help)
    }

    private static func counter(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("pterowatch_" + name, .counter, help)
    }
}
