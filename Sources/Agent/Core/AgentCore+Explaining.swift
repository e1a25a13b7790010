import Collecting
package import Remediation
package import Telemetry

/// A version of what the core believes, from which a server is explained.
package struct ExplainView: Sendable {
    /// Why there is no explanation.
    package enum Failure: Error, Sendable, Equatable {
        /// No server is called so.
        case unknown
        /// Several are, these: `panel/id`, at most ten.
        case ambiguous([String])
    }

    let remediator: Remediator
    let world: World
    let panels: [PanelWatcher]
    let now: Timestamp

    /// Explains the only server that is called so.
    package func explanation(of text: String, on panel: String?) throws(Failure) -> Explanation {
        let found = world.fleet.servers(called: text, on: panel)
        guard found.count <= 1 else { throw .ambiguous(found.prefix(10).map { ServerAddress($0).description }) }
        guard let view = found.first,
            let explanation = remediator.explain(
                ServerAddress(view),
                evidence: panels.first { $0.name == view.panel }?.evidence(of: view.uuid) ?? ServerEvidence(),
                in: world,
                at: now
            )
        else { throw .unknown }
        return explanation
    }
}

extension AgentCore {
    /// What a server is explained from now.
    package func explainView(at now: Timestamp) -> ExplainView {
        ExplainView(remediator: remediator, world: world(at: now), panels: panels, now: now)
    }
}
