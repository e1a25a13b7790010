import PanelSimulator
import PterodactylAPI
package import Remediation
package import Telemetry

/// Somebody else's Alertmanager that asks for help for servers all the time, be it needed or not.
///
/// An alert is a request, not evidence: of what is asked for blindly the guards alone keep the agent.
package struct Asking: Sendable {
    /// What is asked for.
    package let policy: Policy
    private let extra: LabelSet

    /// Makes one.
    /// - Parameters:
    ///   - policy: what is asked for; the agent gets it.
    ///   - labels: what its alerts carry besides.
    package init(for policy: Policy = .restartCrashed, labels: LabelSet = .empty) {
        self.policy = policy
        extra = labels
    }

    /// The labels of the alert for a server.
    func labels(_ server: ServerTruth) -> LabelSet {
        extra.merging([
            "alertname": "Foreign", "remediation": policy.name, "panel": "main", "server": server.identifier.rawValue,
        ])
    }
}
