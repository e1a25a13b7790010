extension RefusalReason {
    /// What a human can do about it; nil when there is nothing to do.
    var advice: String? {
        switch self {
        case .noTarget: "give the rule the labels panel and server"
        case .unknownPolicy: "configure the policy under remediation.policies, or let the rule ask for another one"
        case .stopped: "pterowatch remediations resume"
        case .notCovered: "let the policy's matchers under servers name the server"
        case .ownerOptOut: "the server's owner can set the startup variable PTEROWATCH to restart"
        case .maintenanceWindow: "wait for the window's end, or take it out of remediation.maintenance"
        case .notListed: "look whether the key may still see the server"
        case .startupGrace: "wait until every server was looked at once, or see in the log which node does not answer"
        case .ledgerUnavailable:
            "make room in the storage directory, or let the agent write there; the log says what failed"
        case .panelUnreachable: "see to the panel; nothing is done until it answers"
        case .nodeUnreachable: "see whether Wings runs on the node and the panel reaches it"
        case .nodeMaintenance: "end the node's maintenance in the panel"
        case .transferring: "wait until the transfer is over"
        case .status: "end in the panel what holds the server: suspension, installation or restore"
        case .silenced: "end the silence"
        case .attemptOpen: "wait until the attempt is verified"
        case .stateUnknown: "see to the node: nobody tells the server's state now"
        case .notDown, .otherState, .staleObservation: nil
        case .undecided: "wait until the activity log was read, two minutes at most, or start the server in the panel"
        case .stoppedOnPurpose, .notDesiredUp: "start it in the panel if it is to run: from then on it counts as wanted"
        case .diskOverLimit: "free space on the server, or raise its disk limit"
        case .recentIntervention: "wait: somebody works on the server"
        case .attemptsExhausted: "find out why it does not stay up, and start it in the panel: that clears it"
        case .cooldown, .grace: "wait, or start it in the panel"
        case .nodeOutage:
            "see to the node and its Docker; one of its servers is tried after remediation.limits.probe_after"
        case .fleetOutage:
            "see to the panel, the network and the nodes: too much failed at once to be the servers' fault"
        case .flapping: "find out why it goes up and down; it is taken up again when it is calm"
        case .waitsForOthers: "start the server that it waits for"
        case .nodeBusy: "wait until other attempts on the node are over"
        case .budgetSpent: "wait, or raise remediation.limits"
        case .noBudget: "wait until the panel's rate limit has room again"
        case .unusableText: "correct the policy's command, or the rule's labels"
        case .observing: "set remediation.mode to automatic to let it act, or do it in the panel"
        case .awaitingApproval: "pterowatch remediations list shows what waits for an answer"
        }
    }
}
