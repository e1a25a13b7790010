import Agent
import PanelSimulator
import PterodactylAPI
import Remediation
import Telemetry

/// Holds what the agent does against the simulator's own truth and the campaign's own books; it asks no code of the agent.
///
/// A server may be started while it is owed that: it is offline, somebody wants it up, Wings leaves it down, nothing holds it,
/// and its node and the panel work. Everything else is a false action, but for what cannot be known yet: for as long as an
/// observation may be old (`patience`), a change of the world excuses an action. An order needs no excuse: it was told.
struct Judge {
    let episode: EpisodePlan
    private(set) var subjects: [Subject] = []
    private(set) var failures: [Failure] = []
    /// How long servers that were owed a start took to run.
    private(set) var recoveries = Recoveries()
    private(set) var actionCount = 0
    private var places: [ServerUUID: Int] = [:]
    var troubles: Troubles
    private(set) var promises: Promises
    var bounds: Bounds
    var reasons: Reasons
    private var seenActs = 0
    /// Servers that Wings refused to start for a human or a schedule; looked for now and then.
    private(set) var refused: Set<ServerUUID> = []
    private var lookedAroundAt: Timestamp?

    init(_ episode: EpisodePlan, _ world: VirtualWorld, limits: Limits, policy: Policy) {
        self.episode = episode
        troubles = Troubles(isObserving: episode.isObserving)
        let numbers = Dictionary(world.panel.nodes.map { ($0.name, $0.id) }) { first, _ in first }
        for (index, incident) in episode.incidents.enumerated() {
            for server in incident.servers {
                guard let node = numbers[server.node] else { continue }
                places[server.uuid] = subjects.count
                subjects.append(Subject(server, node: node, of: index, incident.kind))
            }
        }
        promises = Promises(world, limits: limits, policy: policy, numbers: numbers)
        bounds = Bounds(limits: limits, policy: policy)
        reasons = Reasons(subjects.count, isAsking: world.core.plan.mode == .ask)
        for index in subjects.indices {
            switch subjects[index].kind {
            case .notCovered: subjects[index].holds = [.policy]
            case .unknownToWings, .transfer: promises.held.insert(subjects[index].uuid)
            default: break
            }
        }
        for incident in episode.incidents {
            if case .node = incident.kind.scope { promises.troubled.insert(incident.node.id) }
            guard incident.kind == .dependency else { continue }
            promises.awaited[incident.servers[0].uuid] = incident.servers[1].identifier
        }
    }

    /// How long the world may be ahead of what the agent acts upon: an observation is fresh for 60 s, and the panel's may be
    /// 20 s old when it comes.
    private var patience: Duration { episode.source == .panel ? .seconds(82) : .seconds(62) }

    /// How often the list of servers is read, which tells what the panel holds.
    private static let listInterval = Duration.seconds(60)

    // MARK: - What is done

    /// Takes note of what was done to the world.
    /// - Parameter down: which servers of the incident were offline before.
    mutating func heed(_ control: Control, down: Set<ServerIdentifier>, in world: VirtualWorld) {
        let now = world.now
        troubles.heed(control, at: now)
        switch control {
        case .stop(let server, .web) where down.contains(server), .kill(let server, .web) where down.contains(server):
            // Wings does nothing, and tells nobody.
            want(server, false, isLogged: false, at: now)
            change(server) { $0.isUntold = true }
        case .stop(let server, let way), .kill(let server, let way):
            // Inside the game: Wings takes it for a crash, and starts it again.
            if way != .game { want(server, false, isLogged: way != .schedule, at: now) }
        case .start(let server, let way), .restart(let server, let way):
            // Wings tells the panel of a start in the web console once the container runs.
            let fails = way == .web && subject(of: server)?.kind == .failedHumanStart
            want(server, true, isLogged: way != .schedule && !fails, at: now)
            // What was down, and failed at once, only those see who watch it just then.
            if fails { change(server) { if !world.isWatched($0.uuid) { $0.isUntold = true } } }
        case .suspend(let server), .setStatus(let server, .some), .restore(let server):
            want(server, false, isLogged: false, at: now)
            change(server) { $0.heldSince = now }
        case .unsuspend(let server), .setStatus(let server, nil): endHold(of: server, at: now)
        case .fillDisk(let server, _):
            want(server, false, isLogged: false, at: now)
            change(server) { $0.holds.insert(.disk) }
        case .freeDisk(let server): change(server) { $0.holds.remove(.disk) }
        case .setTransferring(let server, true):
            want(server, false, isLogged: false, at: now)
            change(server) {
                $0.holds.insert(.transfer)
                $0.heldSince = now
            }
        case .setTransferring(let server, false):
            change(server) { $0.holds.remove(.transfer) }
            endHold(of: server, at: now)
        case .setVariable(let server, _, _): change(server) { $0.holds.insert(.owner) }
        case .deleteServer(let server): change(server) { $0.isDeleted = true }
        default: break
        }
    }

    /// Takes note that the panel holds a server no more, of which nobody could read when the panel was away from before the list
    /// was due again until it was over.
    private mutating func endHold(of server: ServerIdentifier, at now: Timestamp) {
        let troubles = troubles
        change(server) { subject in
            guard let since = subject.heldSince else { return }
            if troubles.isPanelHidden(since: since, until: now, butFor: Self.listInterval) { subject.isUntold = true }
        }
    }

    /// Takes note that somebody stopped a server past the panel, which only those see who watch it just then.
    mutating func heedStop(_ server: ServerIdentifier, in world: VirtualWorld) {
        want(server, false, isLogged: false, at: world.now)
        change(server) {
            $0.untracedStopAt = world.now
            if !world.isWatched($0.uuid) { $0.isUntold = true }
        }
    }

    mutating func hold(_ server: ServerIdentifier, _ hold: Subject.Hold, _ isOn: Bool) {
        change(server) {
            if isOn { $0.holds.insert(hold) } else { $0.holds.remove(hold) }
        }
    }

    private mutating func want(_ server: ServerIdentifier, _ isUp: Bool, isLogged: Bool, at now: Timestamp) {
        change(server) {
            $0.isWantedUp = isUp
            if isLogged { $0.lastLoggedDeed = now }
        }
    }

    private func subject(of server: ServerIdentifier) -> Subject? { subjects.first { $0.identifier == server } }

    private mutating func change(_ server: ServerIdentifier, _ body: (inout Subject) -> Void) {
        guard let index = subjects.firstIndex(where: { $0.identifier == server }) else { return }
        body(&subjects[index])
    }

    // MARK: - What is seen

    /// Looks at the truth of every server of an incident.
    mutating func look(at world: VirtualWorld) {
        noteSurroundings(world)
        for index in subjects.indices { look(index, world) }
        if lookedAroundAt.map({ world.now - $0 >= .seconds(30) }) ?? true {
            lookedAroundAt = world.now
            for server in world.panel.servers where server.isRefusedToOthers { refused.insert(server.uuid) }
        }
    }

    private mutating func look(_ index: Int, _ world: VirtualWorld) {
        let now = world.now
        let truth = world.panel.server(subjects[index].identifier)
        if let truth { see(truth, index, at: now) }
        noteReasons(index, truth, world)
        let reason = reason(subjects[index], truth, at: now)
        if let reason {
            if subjects[index].forbidden?.reason != reason { subjects[index].forbidden = (reason, now) }
            subjects[index].owedSince = nil
        } else {
            subjects[index].forbidden = nil
            let since = subjects[index].owedSince ?? now
            subjects[index].owedSince = since
            let bound = bound(of: subjects[index])
            guard now - since > bound, isJudged(subjects[index]), !subjects[index].isMissed else { return }
            // A human's or schedule's start or restart that Wings refused: stopped, or not; only Wings' own log tells.
            guard truth.map({ !$0.isRefusedToOthers }) ?? true else { return }
            subjects[index].isMissed = true
            let text = "owed a start for \((now - since).inSeconds) s: \(truth?.lastCause ?? "")"
            fail(.missedRecovery, index, text, at: now)
        }
    }

    private mutating func see(_ truth: ServerTruth, _ index: Int, at now: Timestamp) {
        if truth.status != nil { promises.noteHold(of: truth.uuid, at: now) }
        if truth.state == .running {
            subjects[index].runningSince = truth.since
            if let awaited = subjects[index].awaitedSince {
                let subject = subjects[index]
                let isInOutage = !outages(around: subject).isEmpty
                recoveries.add(truth.since - awaited, of: subject.kind, isInOutage: isInOutage)
                subjects[index].awaitedSince = nil
            }
            if let act = subjects[index].lastAct, truth.since > act.at { subjects[index].hasRunSinceAct = true }
        }
        subjects[index].noteSteady(truth, at: now)
        if truth.state == .offline {
            if subjects[index].offlineSince == nil {
                subjects[index].offlineSince = truth.since
                if subjects[index].isWantedUp {
                    // Nor was it looked at again at once when its node was back.
                    let sight = truth.since - Promises.lookInterval
                    let isHidden = troubles.isTroubled(subjects[index].node, at: sight)
                    // One that Wings brought back, and that falls again at once, went down when it fell first.
                    let hasRun = subjects[index].runningSince.map { truth.since - $0 >= .seconds(60) } ?? false
                    promises.noteDrop(of: subjects[index], at: truth.since, isHidden: isHidden, isAnew: hasRun)
                }
            }
        } else {
            subjects[index].offlineSince = nil
        }
    }

    /// Why a start would be wrong; nil when the server is owed one.
    private func reason(_ subject: Subject, _ truth: ServerTruth?, at now: Timestamp) -> Subject.Reason? {
        if troubles.isStopped { return .order("somebody stopped everything") }
        if reasons.isAsking { return .order("nobody has approved") }
        if troubles.isObserving { return .order("the mode is to observe") }
        if !subject.holds.isDisjoint(with: [.owner, .policy, .silence]) {
            return .order("the owner or operator forbids it")
        }
        if subject.kind == .maintenanceWindow, isInWindow(subject, at: now) { return .order("in maintenance") }
        guard let truth, !subject.isDeleted else { return .world("deleted") }
        if !subject.isWantedUp { return .world("nobody wants it up") }
        if let status = truth.status { return .world("the panel holds it: \(status)") }
        if !subject.holds.isEmpty { return .world("held") }
        if truth.state != .offline { return .world("not offline") }
        if troubles.isPanelDown { return .world("the panel does not answer") }
        if troubles.isTroubled(subject.node, at: now) { return .world("its node is in trouble") }
        if troubles.isLockedOut(subject.node) { return .futile("its node refuses the panel") }
        if subject.kind == .unknownToWings { return .world("its Wings does not know it") }
        if troubles.isLedgerBroken { return .order("the ledger cannot be written") }
        let isLeft =
            truth.hasWingsGivenUp
            || ["crash detection is off", "docker stopped", "refused"].contains { cause in
                truth.lastCause.contains(cause)
            }
        if !isLeft, now - truth.since < .seconds(60) { return .world("Wings' turn") }
        return nil
    }

    func isInWindow(_ subject: Subject, at now: Timestamp) -> Bool {
        let from = episode.start + episode.incidents[subject.incident].at - .seconds(5)
        return now >= from && now < from + EpisodePlan.windowLength
    }

    private func isJudged(_ subject: Subject) -> Bool {
        !subject.kind.isHopeless && !isUndecidable(subject)
    }

    private func isUndecidable(_ subject: Subject) -> Bool {
        subject.isUntold || subject.kind.isUndecidable(by: episode.source)
    }

    /// A server waits for what befell its node, too.
    private func bound(of subject: Subject) -> Duration {
        let own = subject.kind.bound + (subject.isCutOff && !subject.kind.isKill ? IncidentKind.costOfKill : .zero)
        return max(own, outages(around: subject).map(\.bound).max() ?? .zero)
    }

    /// What befalls a server's whole node, or the whole fleet.
    private func outages(around subject: Subject) -> [IncidentKind] {
        episode.incidents.filter { incident in
            switch incident.kind.scope {
            case .node: incident.node.id == subject.node
            case .fleet: true
            case .panel, .servers: false
            }
        }.map(\.kind)
    }

    /// Whether something is still owed, so that it must be looked on.
    var isWaiting: Bool {
        subjects.contains { $0.owedSince != nil && !$0.isMissed && isJudged($0) || $0.awaitedSince != nil }
    }

    // MARK: - What the agent does

    /// Takes note that the agent was killed: what it was about to do has to be looked upon as a failed attempt.
    mutating func heedKill(_ world: VirtualWorld) {
        promises.heed(world)
        for index in subjects.indices {
            if promises.isUnderWay(subjects[index].uuid) { subjects[index].isCutOff = true }
            // What it saw a moment ago was not written down.
            guard let stop = subjects[index].untracedStopAt, world.now - stop < .seconds(2) else { continue }
            subjects[index].isUntold = true
        }
    }

    /// Judges the power actions that are new.
    mutating func judge(_ world: VirtualWorld) {
        let acts = world.book.acts
        promises.heed(world)
        for text in promises.takeBreaches() { fail(.falseAction, nil, text, at: world.now) }
        for text in bounds.takeBreaches(world) { fail(.falseAction, nil, text, at: world.now) }
        judgeReasons(world)
        guard acts.count > seenActs else { return }
        for act in acts[seenActs...] {
            actionCount += 1
            judge(act, world)
        }
        seenActs = acts.count
    }

    private mutating func judge(_ act: AgentBook.Act, _ world: VirtualWorld) {
        guard let index = places[act.server] else {
            // A nightly restart that met an outage of the panel: Wings stopped the server, and was refused the start.
            if refused.contains(act.server) { return }
            return fail(
                .falseAction,
                nil,
                "\(act.signal.rawValue) of a server that nothing befell: \(act.server)",
                at: act.at
            )
        }
        look(index, world)
        let subject = subjects[index]
        if act.signal != .start { fail(.falseAction, index, "sent \(act.signal.rawValue)", at: act.at) }
        if let forbidden = subject.forbidden, !isUndecidable(subject) {
            let isExcused =
                switch forbidden.reason {
                case .order: false
                case .world: act.at - forbidden.since < patience
                case .futile: !act.mayHaveBeenCarriedOut
                }
            if !isExcused {
                let age = (act.at - forbidden.since).inSeconds
                fail(.falseAction, index, "\(forbidden.reason.words), for \(age) s", at: act.at)
            }
        }
        if let text = duplicate(act, subject) { fail(.duplicateAction, index, text, at: act.at) }
        // Wings may be restarted under one server's story, as where a human's stop comes late: then it is the node's only trouble.
        let away = Set(world.panel.nodes.map(\.id).filter { troubles.isTroubled($0, at: act.at - patience) })
        for text in promises.breaches(by: act, subject, world, away: away) {
            fail(.falseAction, index, text, at: act.at)
        }
        for text in bounds.breaches(by: act, subject, world.book, patience: patience) {
            fail(.falseAction, index, text, at: act.at)
        }
        reasons.act(on: index)
        subjects[index].lastAct = act
        subjects[index].hasRunSinceAct = false
        if subject.forbidden == nil { subjects[index].awaitedSince = subject.awaitedSince ?? subject.owedSince }
    }

    private func duplicate(_ act: AgentBook.Act, _ subject: Subject) -> String? {
        guard let last = subject.lastAct, last.mayHaveBeenCarriedOut else { return nil }
        if subject.hasRunSinceAct {
            return subject.offlineSince == nil ? "an earlier start had succeeded" : nil
        }
        guard act.at - last.at < promises.verifyWithin else { return nil }
        return "a start \((act.at - last.at).inSeconds) s ago is not verified"
    }

    mutating func fail(_ kind: Failure.Kind, _ index: Int?, _ text: String, at now: Timestamp) {
        let incident = episode.incidents[index.map { subjects[$0].incident } ?? 0]
        failures.append(
            Failure(
                kind: kind,
                incident: incident.number,
                row: index == nil ? "none" : incident.kind.rawValue,
                server: index.map { subjects[$0].identifier.rawValue } ?? "",
                after: now - (episode.start + incident.at),
                text: text
            )
        )
    }
}

extension ServerTruth {
    /// Whether it is down because Wings refused what a human or a schedule asked for, and not what we did.
    fileprivate var isRefusedToOthers: Bool {
        lastCause.hasSuffix("the start was refused")
            && ["start by its user", "restart by its user", "schedule"].contains { lastCause.hasPrefix($0) }
    }
}
