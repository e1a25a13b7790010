import Alerting
import PromQL
import PterodactylAPI
import Telemetry

/// The alerts that fire, and those that are over and of which somebody may not know yet.
struct AlertBook: Sendable {
    private(set) var alerts: [LabelSet: NotifiedAlert] = [:]
    /// What an earlier run told of and no evaluation has confirmed or denied yet.
    private var unconfirmed: Set<LabelSet> = []

    init(_ remembered: [NotifiedAlert] = []) {
        for alert in remembered {
            alerts[alert.labels] = alert
            if alert.isFiring { unconfirmed.insert(alert.labels) }
        }
    }

    subscript(labels: LabelSet) -> NotifiedAlert? { alerts[labels] }

    /// Takes in how a group's alerts stand after an evaluation.
    ///
    /// What it does not mention any more is over. Only an alert of an earlier run waits until everything was looked at once:
    /// the absence of knowledge ends nothing, and neither does a `for` that began anew.
    /// - Parameter incident: the open incident of an alert, by its own labels; an alert that is over keeps the one that it had.
    mutating func heed(
        _ group: RuleGroupState,
        _ plan: NotificationPlan,
        incident: (LabelSet) -> String?,
        isSettled: Bool,
        at now: Timestamp
    ) {
        var mentioned: Set<LabelSet> = []
        for rule in group.rules {
            guard let state = rule.alerts else { continue }
            let link = Self.link(to: state.rule.expression, plan)
            for alert in state.active + state.resolved {
                let labels = plan.externalLabels.merging(alert.labels)
                guard let firedAt = alert.firedAt else {
                    // Pending: no news of itself, but an alert told of before the restart is not over.
                    if unconfirmed.contains(labels) { mentioned.insert(labels) }
                    continue
                }
                let known = alerts[labels]
                if alert.resolvedAt != nil, known == nil { continue }
                mentioned.insert(labels)
                unconfirmed.remove(labels)
                let isSame = known.map { $0.isFiring || alert.resolvedAt != nil } ?? false
                let open = alert.resolvedAt == nil ? incident(alert.labels) : nil
                let named = open ?? (isSame ? known?.annotations[NotifiedAlert.incidentAnnotation] : nil)
                alerts[labels] = NotifiedAlert(
                    labels: labels,
                    annotations: alert.annotations.merging(
                        named.map { [NotifiedAlert.incidentAnnotation: $0] } ?? [:]
                    ) { _, incident in incident },
                    // One that fired before a restart has gone on firing, as far as anybody knows.
                    startsAt: known.map { $0.isFiring ? min($0.startsAt, firedAt) : firedAt } ?? firedAt,
                    resolvedAt: alert.resolvedAt,
                    generatorURL: link,
                    group: group.group.id,
                    seenAt: now,
                    lifetime: max(group.interval, plan.resendDelay) * 4
                )
            }
        }
        endMissing(of: group.group.id, except: mentioned, isSettled: isSettled, at: now)
    }

    private mutating func endMissing(
        of group: RuleGroupID,
        except mentioned: Set<LabelSet>,
        isSettled: Bool,
        at now: Timestamp
    ) {
        for (labels, alert) in alerts where alert.group == group && alert.isFiring && !mentioned.contains(labels) {
            if unconfirmed.contains(labels), !isSettled { continue }
            end(labels, at: now)
        }
    }

    /// Ends the alerts of groups that are evaluated no more.
    mutating func keepOnly(_ groups: Set<RuleGroupID>, at now: Timestamp) {
        for (labels, alert) in alerts where alert.isFiring && !groups.contains(alert.group) { end(labels, at: now) }
    }

    private mutating func end(_ labels: LabelSet, at now: Timestamp) {
        alerts[labels]?.resolvedAt = now
        alerts[labels]?.seenAt = now
        unconfirmed.remove(labels)
    }

    /// Lets go of alerts that are over and that nobody waits for.
    /// - Returns: their labels.
    mutating func forget(at now: Timestamp, unless isNeeded: (LabelSet) -> Bool) -> [LabelSet] {
        let old = alerts.values.filter { alert in
            guard let resolvedAt = alert.resolvedAt else { return false }
            return now - resolvedAt > AlertState.resolvedRetention && !isNeeded(alert.labels)
        }
        for alert in old { alerts[alert.labels] = nil }
        return old.map(\.labels)
    }

    /// Where a browser sees the rule's expression (Prometheus `strutil.TableLinkForExpression`).
    private static func link(to expression: Expression, _ plan: NotificationPlan) -> String {
        let encoded = expression.description.urlQueryEncoded.replacing("%20", with: "+")
        return "\(plan.externalURL)/graph?g0.expr=\(encoded)&g0.tab=1"
    }
}
