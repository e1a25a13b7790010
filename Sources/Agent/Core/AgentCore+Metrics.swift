import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry

extension AgentCore {
    /// Writes the families about rules, alerts and remediation.
    func writeOwnMetrics(into draft: inout SnapshotDraft, at now: Timestamp) {
        for (group, counts) in statistics.byGroup {
            let labels: LabelSet = ["group": group.description]
            draft.set(AgentFamilies.ruleEvaluations, labels, Double(counts.evaluations))
            draft.set(AgentFamilies.ruleFailures, labels, Double(counts.failures))
            draft.set(AgentFamilies.ruleMissed, labels, Double(counts.missed))
        }
        for state in engine.groups where state.lastEvaluation != nil {
            let labels: LabelSet = ["group": state.group.id.description]
            draft.set(AgentFamilies.ruleDuration, labels, state.evaluationTime.inSeconds)
        }
        writeAlerts(into: &draft)
        writeRemediation(into: &draft)
        writeNotifications(into: &draft, at: now)
        let size = history.size
        draft.set(AgentFamilies.historySeries, Double(size.series))
        draft.set(AgentFamilies.historySamples, Double(size.samples))
        draft.set(AgentFamilies.historyBytes, Double(size.bytes))
    }

    private func writeAlerts(into draft: inout SnapshotDraft) {
        let names = Set(engine.groups.flatMap(\.group.rules).compactMap(\.alertName))
        let active = engine.alerts
        for name in names {
            for state in Alert.State.allCases {
                let count = active.count { $0.name == name && $0.state == state }
                draft.set(AgentFamilies.alerts, ["alertname": name, "state": state.rawValue], Double(count))
            }
        }
    }

    private func writeRemediation(into draft: inout SnapshotDraft) {
        draft.set(AgentFamilies.enabled, plan.mode.mayAct && stop == nil ? 1 : 0)
        draft.set(AgentFamilies.ledgerWritable, isLedgerWritable ? 1 : 0)
        draft.set(AgentFamilies.pendingApprovals, Double(remediator.openApprovals.count))
        for outcome in ReceivedAlerts.Outcome.allCases {
            draft.set(AgentFamilies.hookAlerts, ["result": outcome.rawValue], Double(requests.counts[outcome] ?? 0))
        }
        draft.set(AgentFamilies.hookRequests, Double(requests.count))
        let counters = remediator.counters
        for policy in plan.policies.values {
            for step in Set(policy.steps.map(\.action.label)) {
                for outcome in Outcome.allCases {
                    let labels: LabelSet = ["policy": policy.name, "step": step, "outcome": outcome.rawValue]
                    draft.set(AgentFamilies.remediations, labels, Double(counters.count(policy, step, outcome)))
                }
            }
        }
        for (refusal, count) in counters.refusals {
            let labels: LabelSet = ["policy": refusal.policy, "reason": refusal.reason.rawValue]
            draft.set(AgentFamilies.refused, labels, Double(count))
        }
        for (policy, histogram) in counters.recoverySeconds {
            draft.set(AgentFamilies.recovery, ["policy": policy], histogram)
        }
        let fleet = Fleet(panels.flatMap(\.views))
        let broken = remediator.brokenNodes(in: fleet)
        for node in fleet.allNodes {
            let labels: LabelSet = ["panel": node.panel, "scope": "node", "node": node.name]
            draft.set(AgentFamilies.circuitOpen, labels, broken.contains(node) ? 1 : 0)
        }
        for address in remediator.givenUp.keys {
            let panel = panels.first { $0.name == address.panel }
            let node = panel?.uuid(of: address.identifier).flatMap { panel?.view(of: $0) }?.node
            let labels: LabelSet = [
                "panel": address.panel, "node": node ?? "", "server": address.identifier.rawValue,
            ]
            draft.set(AgentFamilies.givenUp, labels, 1)
        }
    }
}

extension Rule {
    /// The alert's name; nil for a recording rule.
    fileprivate var alertName: String? {
        if case .alerting(let rule) = self { rule.alert } else { nil }
    }
}

extension RemediationCounters {
    /// How many attempts of a policy ended in a way.
    fileprivate func count(_ policy: Policy, _ step: String, _ outcome: Outcome) -> Int {
        attempts[Attempt(policy: policy.name, step: step, outcome: outcome)] ?? 0
    }
}
