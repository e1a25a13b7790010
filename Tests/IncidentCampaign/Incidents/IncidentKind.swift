/// What can befall servers: every row of what a panel and a Wings can show, and every moment at which somebody interferes.
package enum IncidentKind: String, CaseIterable, Sendable, Hashable {
    // Wings' own business: it restarts the server.
    case crash, cleanExit, outOfMemory, killedOnHost, stoppedOnHost, stoppedInGame

    // Wings leaves it down, and somebody wanted it up.
    case crashTwice, outOfMemoryTwice, crashWithoutDetection, restartFails, startFailsOnce, crashLoop, failedHumanStart

    // A human, or what acts in their stead.
    case webStop, apiStop, consoleStop, scheduledStop, webKill, apiKill, scheduledKill
    case webRestart, apiRestart, scheduledRestart, lateWebStop, stopBeforePanelOutage

    // A human at the worst moment.
    case stopWhileUndecided, stopAtDecision, stopAfterStart, stopWhileHeldBack
    case startAtDecision, startWhileUndecided, restartAfterStart

    // The panel holds it, or something else forbids it.
    case suspension, suspensionAndBack, reinstall, failedReinstall, restore, transfer, unknownStatus
    case diskFull, diskFreed, deletion, hungStart, hungStop, unknownToWings

    // What not every source can tell.
    case stopWithoutTrace, killWithoutTrace, silentExit, lostEvents

    // The agent is killed, or its machine sleeps.
    case killBeforeCommit, killAfterCommit, killAfterSend, killBeforeClosing, killWhileUndecided, killWhileHumanStops
    case clockStep

    // What owner and operator say.
    case ownerOff, ownerObserves, stopSwitch, silence, maintenanceWindow, notCovered, dependency, brokenLedger

    // A whole node.
    case wingsRestart, nodeReboot, dockerOutage, nodeRefuses, nodeHangs, nodeFails, nodeMaintenance
    case agentBlocked, agentSwallowed, tokenMismatch, tokenReset, socketsDropped, hangAtStart, crowd

    // The panel, or all servers.
    case panelDown, panelHangs, panelHTML, panelLimited, panelWrongJSON, panelCut, panelMaintenance, panelDatabase
    case panelSlow, fleetCrash

    // Directed: what it takes to miss one guard; never drawn.
    case heldBackPanelDown, heldBackPanelLimited, heldBackNodeAway, heldBackClockStep
    case crashAfterRestart, crashWhileUnverified, twoCrashes, upAndDown

    /// What it takes for itself.
    enum Scope {
        /// So many servers.
        case servers(Int)
        /// A node with all its servers.
        case node
        /// The panel, and a few servers.
        case panel
        /// Servers of all nodes.
        case fleet
    }

    var scope: Scope {
        switch self {
        case .dependency, .twoCrashes: .servers(2)
        case .wingsRestart, .nodeReboot, .dockerOutage, .nodeRefuses, .nodeHangs, .nodeFails, .nodeMaintenance,
            .agentBlocked, .agentSwallowed, .tokenMismatch, .tokenReset, .socketsDropped, .hangAtStart, .crowd:
            .node
        case .panelDown, .panelHangs, .panelHTML, .panelLimited, .panelWrongJSON, .panelCut, .panelMaintenance,
            .panelDatabase, .panelSlow, .stopBeforePanelOutage:
            .panel
        case .fleetCrash: .fleet
        default: .servers(1)
        }
    }

    /// How long a server may be owed a start before it counts as missed.
    ///
    /// Without a mishap on the way: the grace of two minutes for late activity, some polls, the rule's 15 s, the boot, and a
    /// human's pause of three minutes; else an attempt that failed takes five minutes, and as many of cooldown. A node or fleet
    /// whose servers failed together is left alone for ten minutes, and tried by one server; should that one be broken itself, by
    /// another one after ten minutes more.
    var bound: Duration {
        switch self {
        case .startFailsOnce, .hangAtStart, .killAfterCommit, .killAfterSend, .killBeforeClosing, .killBeforeCommit,
            .dependency, .brokenLedger, .stopAtDecision, .startAtDecision, .panelSlow, .crashWhileUnverified,
            .twoCrashes:
            .seconds(1_500)
        case .dockerOutage, .nodeReboot, .crowd, .fleetCrash: .seconds(2_700)
        default: .seconds(720)
        }
    }

    /// Whether the agent is killed during an attempt, which `bound` counts then.
    var isKill: Bool {
        switch self {
        case .killAfterCommit, .killAfterSend, .killBeforeClosing, .killBeforeCommit: true
        default: false
        }
    }

    /// How much longer it takes where the agent was killed during an attempt: that one counts as failed.
    static let costOfKill = Duration.seconds(780)

    /// Whether no start can help, so that the agent has to give up after a few.
    var isHopeless: Bool { self == .crashLoop || self == .upAndDown }

    /// Whether a set of sources cannot tell it from what has to be acted on; the policy is then to start the server.
    ///
    /// A server that was down and fails within half a second of a human's start looks as if nothing had happened to whoever
    /// polls, and stays down.
    /// What is done past panel and schedules leaves no entry in any log: only whoever watches the process sees `stopping`
    /// before `offline`. A process that ended with exit code 0 where Wings is told not to take that for a crash may have been
    /// stopped in the game, or not: nobody can tell.
    package func isUndecidable(by source: CampaignSource) -> Bool {
        switch self {
        case .stopWithoutTrace, .killWithoutTrace: source == .panel || source == .wings
        case .failedHumanStart: source == .panel || source == .wings
        case .silentExit: true
        default: false
        }
    }
}
