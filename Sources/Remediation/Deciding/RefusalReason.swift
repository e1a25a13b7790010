/// Why nothing is done: the closed list of the metric label `reason`.
public enum RefusalReason: String, Error, Sendable, Hashable, CaseIterable, Codable {
    /// The alert carries no labels `panel` and `server`.
    case noTarget = "no_target"
    /// The alert asks for a policy that is not configured.
    case unknownPolicy = "unknown_policy"
    /// Somebody stopped all remediation.
    case stopped
    /// The policy is not for this server.
    case notCovered = "not_covered"
    /// The server's owner wants it left alone.
    case ownerOptOut = "owner_opt_out"
    /// A maintenance window is open.
    case maintenanceWindow = "maintenance_window"
    /// The inventory has no such server.
    case notListed = "not_listed"
    /// Not every server was looked at since the agent started.
    case startupGrace = "startup_grace"
    /// The ledger cannot be written.
    case ledgerUnavailable = "ledger_unavailable"
    /// The panel does not answer.
    case panelUnreachable = "panel_unreachable"
    /// The panel does not reach the node.
    case nodeUnreachable = "node_unreachable"
    /// The node's maintenance flag is set.
    case nodeMaintenance = "node_maintenance"
    /// The server is being transferred.
    case transferring
    /// The panel holds the server: suspended, installing, restoring, a failed install, or an unknown status.
    case status
    /// Somebody silenced every alert that asks for it.
    case silenced
    /// An earlier attempt on this server is not verified yet.
    case attemptOpen = "attempt_open"
    /// The server's state is not known now.
    case stateUnknown = "state_unknown"
    /// The server is not down.
    case notDown = "not_down"
    /// The server is not in the state that the policy or the step is for.
    case otherState = "other_state"
    /// Why the server is down is not decided yet, or cannot be.
    case undecided
    /// Somebody or something stopped it on purpose, or nobody is known to have wanted it up.
    case stoppedOnPurpose = "stopped_on_purpose"
    /// It uses more disk than its limit; Wings would refuse the start.
    case diskOverLimit = "disk_over_limit"
    /// Nobody is known to want it up.
    case notDesiredUp = "not_desired_up"
    /// Somebody acted on it a moment ago.
    case recentIntervention = "recent_intervention"
    /// Too many attempts; a human is needed, or a long healthy run.
    case attemptsExhausted = "attempts_exhausted"
    /// The last attempt ended a moment ago.
    case cooldown
    /// The situation did not hold long enough yet.
    case grace
    /// Many servers of its node failed at once, which is not their fault.
    case nodeOutage = "node_outage"
    /// Many servers of all nodes failed at once.
    case fleetOutage = "fleet_outage"
    /// The server goes up and down again and again.
    case flapping
    /// A server that it needs does not run yet.
    case waitsForOthers = "waits_for_others"
    /// As many attempts are under way on its node as may be.
    case nodeBusy = "node_busy"
    /// As many attempts were made as may be in the time.
    case budgetSpent = "budget_spent"
    /// The panel's request budget is spent.
    case noBudget = "no_budget"
    /// The step's text cannot be made of the alert's labels, or is not one line.
    case unusableText = "unusable_text"
    /// Our own observation is older than the alert, or too old.
    case staleObservation = "stale_observation"
    /// The mode is `observe`: all else said yes, and this is what would have been done.
    case observing
    /// The mode is `ask`, and nobody has approved.
    case awaitingApproval = "awaiting_approval"
}

extension RefusalReason {
    /// Whether somebody's will stands behind it, so that an intent it ends was superseded and did not just lapse.
    var isHumanIntent: Bool {
        switch self {
        case .nodeMaintenance, .transferring, .status, .silenced, .stoppedOnPurpose, .recentIntervention, .notDesiredUp,
            .stopped,
            .ownerOptOut, .maintenanceWindow:
            true
        default: false
        }
    }
}
