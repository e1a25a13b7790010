import Collecting
import Remediation
import StateStore
import Telemetry

/// What the agent keeps over restarts: the ledger of what it did, and what it believed of the servers.
protocol AgentStore: RemediationLedger {
    /// Replaces the stored beliefs of each panel named.
    func remember(_ beliefs: [String: [ServerBelief]], at now: Timestamp) async throws
    /// The stored beliefs by panel.
    func beliefs() async throws -> [String: [ServerBelief]]
}

extension StateStore: AgentStore {}
