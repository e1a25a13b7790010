import Alerting
import Collecting
import Notifying
import Remediation
import StateStore
import Telemetry

/// What the agent keeps over restarts: the ledger of what it did, what it believed of the servers, the clocks of
/// alerts, and silences.
protocol AgentStore: RemediationLedger, SilenceStore {
    /// Replaces the stored beliefs of each panel named.
    func remember(_ beliefs: [String: [ServerBelief]], at now: Timestamp) async throws
    /// The stored beliefs by panel.
    func beliefs() async throws -> [String: [ServerBelief]]
    /// Replaces the stored alerts.
    func remember(_ alerts: [RememberedAlert]) async throws
    /// The stored alerts.
    func alerts() async throws -> [RememberedAlert]
    /// Replaces what is stored of who was told of what.
    func remember(_ memory: NotifierMemory) async throws
    /// Who was told of what.
    func notifications() async throws -> NotifierMemory
    /// Writes something of no meaning, to find out whether the ledger can be written.
    func checkWritable() async throws
    /// Deletes what the ledger says of incidents of which nothing is newer.
    /// - Returns: how many incidents that were.
    @discardableResult
    func prune(before: Timestamp) async throws -> Int
}

extension StateStore: AgentStore {}
