package import Agent
import Alerting
import PanelSimulator
import PromQL
import PterodactylAPI
import Remediation
import Telemetry
import TestSupport

/// One window of a campaign: some incidents that come close together on one panel, drawn from the campaign's seed.
package struct EpisodePlan: Sendable {
    /// How many incidents one has; the last of a campaign may have fewer.
    package static let size = 60
    /// How long nothing happens at the beginning: the agent looks at everything once, and ten minutes are quiet.
    static let quiet = Duration.seconds(600)
    /// In how long a time the incidents begin.
    static let span = Duration.seconds(1_200)
    /// How long it is looked on after the last one has begun.
    static let calm = Duration.seconds(1_800)

    /// Its number in the campaign.
    package let number: Int
    let seed: UInt64
    package let source: CampaignSource
    let options: SimulatorOptions
    /// When the agent begins.
    let start: Timestamp
    let incidents: [PlannedIncident]
    /// Whether the agent only observes.
    let isObserving: Bool
    /// Who else asks for help for the incidents' servers all the time, be it needed or not; nil for nobody.
    let asking: Asking?
    /// Whether its incidents were chosen, and not drawn.
    private let isDirected: Bool
    /// What a directed scenario sets besides.
    private let settings: (@Sendable (inout AgentPlan) -> Void)?

    /// Draws an episode.
    /// - Parameters:
    ///   - number: its number in the campaign.
    ///   - seed: the campaign's.
    ///   - count: how many incidents it has.
    package init(_ number: Int, seed: UInt64, incidents count: Int = EpisodePlan.size) {
        var random = SeededGenerator(seed: seed &* 0x9E37_79B9 &+ UInt64(number))
        for _ in 0..<4 { _ = random.next() }
        self.number = number
        self.seed = random.next()
        source = Self.sources[number % Self.sources.count]
        var options = SimulatorOptions(
            servers: 200,
            nodes: 8,
            seed: self.seed,
            latency: .milliseconds(Int64(15 + random.next() % 200)),
            // Where Wings leaves clean exits alone, no exit is a crash of code 0.
            detectsCleanExitAsCrash: number % 5 != 4
        )
        options.statsInterval = .seconds(30)
        self.options = options
        // Thirty days, and a window of each at any time of the day.
        start = VirtualWorld.start + .seconds(Int64(random.next() % (30 * 86_400)))
        isObserving = number % 16 == 11
        isDirected = false
        asking = nil
        settings = nil
        var cast = Casting(options, at: start, first: number * Self.size, &random)
        incidents = cast.incidents(count, by: source)
    }

    /// A window of chosen incidents on a smaller panel: a directed scenario.
    /// - Parameters:
    ///   - kinds: what befalls whom, in this order of drawing.
    ///   - source: by which way the agent knows its servers.
    ///   - servers: how many there are.
    ///   - nodes: on how many nodes.
    ///   - seed: what everything else is drawn from.
    ///   - asking: who else asks for help for the incidents' servers all the time.
    ///   - settings: what the agent's plan has besides.
    package init(
        of kinds: [IncidentKind],
        by source: CampaignSource,
        servers: Int = 24,
        nodes: Int = 2,
        seed: UInt64 = 1,
        asking: Asking? = nil,
        settings: (@Sendable (inout AgentPlan) -> Void)? = nil
    ) {
        var random = SeededGenerator(seed: seed)
        number = 0
        self.seed = seed
        self.source = source
        var options = SimulatorOptions(servers: servers, nodes: nodes, seed: seed, latency: .milliseconds(50))
        options.statsInterval = .seconds(30)
        self.options = options
        start = VirtualWorld.start
        isObserving = false
        isDirected = true
        self.asking = asking
        self.settings = settings
        var cast = Casting(options, at: start, first: 0, &random)
        incidents = cast.incidents(of: kinds)
    }

    /// The sources of the episodes, in turns.
    private static let sources: [CampaignSource] = [.wings, .stream, .panel, .wings, .stream, .auto, .stream, .wings]

    /// The servers that something befalls.
    var servers: [ServerIdentifier] { incidents.flatMap(\.servers).map(\.identifier) }

    /// Gives the agent the settings that the incidents need.
    func configure(_ plan: inout AgentPlan) {
        // Pages in between are what nobody asks for here: rules look at their own snapshots, and at those of changes.
        plan.snapshotInterval = plan.evaluationInterval
        if isObserving { plan.mode = .observe }
        // Of a directed scenario's rules only those count that ask for something.
        if isDirected { plan.groups.removeAll { !$0.asks } }
        if let policy = asking?.policy { plan.policies[policy.name] = policy }
        settings?(&plan)
        let uncovered = identifiers(of: .notCovered)
        if !uncovered.isEmpty, let matcher = Self.matcher(uncovered, .matchesNot) {
            plan.policies[Policy.restartCrashed.name]?.servers = [matcher]
        }
        for incident in incidents {
            switch incident.kind {
            case .maintenanceWindow:
                guard let matcher = Self.matcher([incident.servers[0].identifier], .matches) else { continue }
                let from = start + incident.at - .seconds(5)
                plan.limits.windows.append(
                    MaintenanceWindow(
                        name: "window \(incident.number)",
                        servers: [matcher],
                        times: .once(from: from, to: from + Self.windowLength)
                    )
                )
            case .dependency:
                guard let waits = Self.matcher([incident.servers[0].identifier], .matches),
                    let first = Self.matcher([incident.servers[1].identifier], .matches)
                else { continue }
                plan.limits.dependencies.append(Limits.Dependency(servers: [waits], after: [first]))
            default: continue
            }
        }
    }

    /// How long maintenance lasts.
    static let windowLength = Duration.seconds(420)

    private func identifiers(of kind: IncidentKind) -> [ServerIdentifier] {
        incidents.filter { $0.kind == kind }.flatMap(\.servers).map(\.identifier)
    }

    private static func matcher(_ servers: [ServerIdentifier], _ operation: LabelMatcher.Operation) -> LabelMatcher? {
        // The short ids are hexadecimal, and so they are an expression as they are.
        try? LabelMatcher("server", operation, servers.map(\.rawValue).joined(separator: "|"))
    }
}

extension RuleGroup {
    /// Whether one of its rules asks for an action.
    fileprivate var asks: Bool {
        rules.contains { rule in
            guard case .alerting(let alerting) = rule else { return false }
            return alerting.labels["remediation"] != nil
        }
    }
}
