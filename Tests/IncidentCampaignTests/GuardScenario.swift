import Agent
import IncidentCampaign
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// A guard, and what it takes to miss it.
struct GuardScenario: Sendable, CustomTestStringConvertible {
    let reason: RefusalReason
    /// What comes of it when nobody asks the guard.
    let failure: Failure.Kind
    private let kinds: [IncidentKind]
    private let source: CampaignSource
    private let servers: Int
    private let nodes: Int
    private let asking: Asking?
    private let settings: (@Sendable (inout AgentPlan) -> Void)?

    init(
        _ reason: RefusalReason,
        _ kinds: IncidentKind...,
        by source: CampaignSource = .wings,
        servers: Int = 24,
        nodes: Int = 2,
        asking: Asking? = nil,
        to failure: Failure.Kind = .falseAction,
        settings: (@Sendable (inout AgentPlan) -> Void)? = nil
    ) {
        self.reason = reason
        self.failure = failure
        self.kinds = kinds
        self.source = source
        self.servers = servers
        self.nodes = nodes
        self.asking = asking
        self.settings = settings
    }

    var testDescription: String { reason.rawValue }

    var plan: EpisodePlan {
        EpisodePlan(
            of: kinds,
            by: source,
            servers: servers,
            nodes: nodes,
            asking: asking,
            settings: settings
        )
    }
}

extension GuardScenario {
    /// One for each guard; where others stand behind it, so that nothing is done all the same, what is wrong is the reason
    /// that the operator reads.
    static let all: [GuardScenario] = said + held + seen + wanted + bounded

    /// What somebody said.
    private static let said = [
        GuardScenario(.stopped, .stopSwitch),
        GuardScenario(.notCovered, .notCovered),
        GuardScenario(.maintenanceWindow, .maintenanceWindow),
        GuardScenario(.ownerOptOut, .ownerOff),
        GuardScenario(.silenced, .silence),
        GuardScenario(.observing, .ownerObserves),
        GuardScenario(.awaitingApproval, .crashTwice) { $0.mode = .ask },
        GuardScenario(
            .unusableText,
            .webStop,
            asking: Asking(for: greeting, labels: ["motd": "hello\nop eve"])
        ),
    ]

    /// What the panel holds, or what is out of reach.
    private static let held = [
        GuardScenario(.notListed, .deletion, asking: Asking(), to: .wrongReason),
        GuardScenario(.status, .suspension, asking: Asking(), to: .wrongReason),
        GuardScenario(.transferring, .transfer, asking: Asking(), to: .wrongReason),
        GuardScenario(.nodeMaintenance, .nodeMaintenance, asking: Asking(), to: .wrongReason),
        GuardScenario(.nodeUnreachable, .heldBackNodeAway, asking: Asking(), to: .wrongReason),
        GuardScenario(.panelUnreachable, .heldBackPanelDown, to: .wrongReason),
        GuardScenario(.ledgerUnavailable, .brokenLedger),
        GuardScenario(.noBudget, .heldBackPanelLimited, to: .wrongReason),
    ]

    /// What the agent saw of the server, or did not.
    private static let seen = [
        GuardScenario(.startupGrace, .heldBackClockStep, by: .panel),
        GuardScenario(.staleObservation, .crashTwice),
        GuardScenario(.stateUnknown, .unknownToWings, asking: Asking()),
        GuardScenario(.notDown, .crash, asking: Asking()),
        GuardScenario(.otherState, .webStop, asking: Asking(for: unhang)),
        GuardScenario(.undecided, .crashTwice, asking: Asking(), to: .wrongReason),
        // Some of them have no limit.
        GuardScenario(.diskOverLimit, .diskFull, .diskFull, .diskFull, asking: Asking(), to: .wrongReason),
        GuardScenario(.grace, .crashTwice) { $0.policies[Policy.restartCrashed.name]?.grace = .seconds(300) },
    ]

    /// Who wants it up, or does not.
    private static let wanted = [
        GuardScenario(.stoppedOnPurpose, .webStop, asking: Asking(), to: .wrongReason),
        GuardScenario(.notDesiredUp, .hungStop, asking: Asking(for: unhang)),
        GuardScenario(.recentIntervention, .crashAfterRestart) {
            $0.policies[Policy.restartCrashed.name]?.interventionPause = .seconds(300)
        },
        GuardScenario(.waitsForOthers, .dependency),
    ]

    /// The agent's own bounds.
    private static let bounded = [
        GuardScenario(.attemptOpen, .crashWhileUnverified, asking: Asking(), to: .wrongReason) { $0.groups = [] },
        GuardScenario(.attemptsExhausted, .crashLoop) { $0.policies[Policy.restartCrashed.name]?.attempts = 1 },
        GuardScenario(.flapping, .upAndDown) { $0.limits.flapping = Limits.Flapping(changes: 5, calm: 1) },
        GuardScenario(.cooldown, .startFailsOnce),
        GuardScenario(.budgetSpent, .twoCrashes) {
            $0.limits.fleet = Limits.Budget(attempts: 1, window: .seconds(400))
        },
        // Too few of the fleet for its own guard.
        GuardScenario(.nodeOutage, .crowd, servers: 48, nodes: 4),
        GuardScenario(.nodeBusy, .crowd),
        // Too few of each node for theirs.
        GuardScenario(.fleetOutage, .fleetCrash, servers: 72, nodes: 4),
    ]

    /// For servers that hang on their way, and for no others.
    private static let unhang = Policy(name: "unhang", when: .hung, steps: [Step(.power(.kill)), Step(.power(.start))])
    /// A line for players, made of what an alert says.
    private static let greeting = Policy(
        name: "greet",
        when: .running,
        steps: [Step(.command("say {{ $labels.motd }}"))]
    )
}
