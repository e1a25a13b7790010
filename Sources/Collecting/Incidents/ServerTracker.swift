public import PterodactylAPI
public import Telemetry

/// Follows one server through what polling shows of it, and finds out why it went down.
///
/// | seen | then |
/// |---|---|
/// | running, starting | up: somebody wants it |
/// | stopping | a stop was asked for: nobody wants it up, until it starts again |
/// | offline after up | undecided for the grace; then down on purpose, crashed, or undecidable |
/// | uptime shrank | it was restarted between two polls: counted once the cause is known |
/// | running with uptime 0 | nothing: Wings just started |
/// | nothing (node or panel unseen, 409) | unknown; the grace starts anew when it is seen again |
public struct ServerTracker: Sendable {
    private let timing: IncidentTiming
    private var evidence = Evidence()
    private var ownActions: [OwnAction] = []
    private var transitions: [Transition] = []
    private var lastUpAt: Timestamp?
    private var wasHeld = false

    /// The live state; nil when it is not known now.
    public private(set) var state: PowerState?
    /// When the state was last really true, as far as can be said.
    public private(set) var observedAt: Timestamp?
    /// What is believed.
    public private(set) var situation = Situation.unknown
    /// Since when it is believed.
    public private(set) var situationSince: Timestamp
    /// Whether somebody wants it up; nil while that is open.
    public private(set) var isDesiredUp: Bool?
    /// When the container started: steady between polls.
    public private(set) var startTime: Timestamp?
    /// Observed starts by cause.
    public private(set) var starts: [StartCause: Int] = [:]
    /// Observed crashes by kind.
    public private(set) var crashes: [CrashKind: Int] = [:]
    /// The last power action or restore by somebody else.
    public private(set) var lastIntervention: Timestamp?

    /// Makes a tracker of a server not seen yet.
    /// - Parameter belief: what an earlier run of the agent remembered.
    public init(timing: IncidentTiming, belief: ServerBelief? = nil, at now: Timestamp) {
        self.timing = timing
        self.situationSince = now
        self.isDesiredUp = belief?.isDesiredUp
        self.lastUpAt = belief?.lastUpAt
    }

    /// What to remember of it.
    public func belief(of uuid: ServerUUID) -> ServerBelief {
        let wanted = situation == .undecided ? true : isDesiredUp
        return ServerBelief(uuid: uuid, isDesiredUp: wanted, lastUpAt: lastUpAt)
    }

    // MARK: - Observations

    /// Takes in an answer about the process.
    /// - Parameter isDiskOverLimit: whether it uses more disk than it may; Wings then stops it and refuses starts.
    public mutating func observe(_ sample: StateSample, isDiskOverLimit: Bool = false) {
        guard !sample.isUnknown else { return }
        let now = sample.receivedAt
        let before = state
        let isFirst = observedAt == nil
        state = sample.state
        observedAt = now
        switch sample.state {
        case .running, .starting: seeUp(sample, before: before, isFirst: isFirst)
        case .stopping: seeStopping(at: now)
        case .offline: seeOffline(at: now, before: before, isFirst: isFirst, isDiskOverLimit: isDiskOverLimit)
        case .other: enter(.unknown, at: now)
        }
        settle(at: now)
    }

    /// Notes that the server cannot be seen: its node or the panel does not answer, or the answer is too old.
    public mutating func lose(at now: Timestamp) {
        guard state != nil || situation != .unknown else { return }
        state = nil
        if situation != .held { enter(.unknown, at: now) }
        if situation == .unknown, transitions.contains(where: { $0.cameUpAt == nil }) { isDesiredUp = nil }
    }

    /// Notes that the panel keeps it from running: suspended, installing, restoring, transferring, in maintenance.
    public mutating func hold(at now: Timestamp) {
        state = nil
        wasHeld = true
        transitions.removeAll { $0.cameUpAt == nil }
        enter(.held, at: now)
        isDesiredUp = nil
    }

    /// Notes that the panel no longer keeps it from running.
    public mutating func release(at now: Timestamp) {
        if situation == .held { enter(.unknown, at: now) }
    }

    /// Takes in what the activity log has; entries may come late and out of order.
    public mutating func observe(events: [ServerEvent], readAt now: Timestamp) {
        evidence.add(events, readAt: now)
        if let last = evidence.lastEvent(since: Timestamp(millisecondsSince1970: .min), notOf: ownActions) {
            lastIntervention = max(lastIntervention ?? last.at, last.at)
            heed(last, at: now)
        }
        settle(at: now)
    }

    /// Takes in what the schedules say.
    public mutating func observe(schedules: [ScheduledPower], readAt now: Timestamp) {
        evidence.set(schedules, readAt: now)
        settle(at: now)
    }

    /// Notes that the key may not read the activity log.
    public mutating func denyActivity(at now: Timestamp) {
        evidence.activityAccess = .denied
        settle(at: now)
    }

    /// Notes that the key may not read the schedules.
    public mutating func denySchedules(at now: Timestamp) {
        evidence.schedulesAccess = .denied
        settle(at: now)
    }

    /// Notes an action of our own.
    public mutating func act(_ signal: PowerSignal, at now: Timestamp) {
        ownActions.append(OwnAction(signal: signal, at: now))
        ownActions.removeFirst(max(0, ownActions.count - 8))
    }

    // MARK: - What is wanted

    /// When the activity log and the schedules should be read next; nil when nothing is open.
    public var clarificationDue: Timestamp? {
        transitions.map { transition in
            let end = transition.noticed + timing.grace
            if evidence.isDenied { return end }
            return hasAskedSince(transition.noticed) ? end : transition.noticed
        }.min()
    }

    private func hasAskedSince(_ time: Timestamp) -> Bool { evidence.isComplete(since: time) }

    // MARK: - What was seen

    private mutating func seeUp(_ sample: StateSample, before: PowerState?, isFirst: Bool) {
        let now = sample.receivedAt
        let started = sample.uptime == .zero ? now : now - sample.uptime
        let isNew = isNewStart(started, before: before, sample: sample)
        if isNew, !isFirst || lastUpAt != nil { noteStart(at: now) }
        startTime = isNew ? started : min(startTime ?? started, started)
        lastUpAt = now
        wasHeld = false
        isDesiredUp = true
        enter(sample.state == .running ? .up : .starting, at: now)
    }

    /// Whether the container is another one than before.
    ///
    /// An answer may be cached, so that uptime lags by the cache's age; only a start later than that can be a new one.
    private func isNewStart(_ started: Timestamp, before: PowerState?, sample: StateSample) -> Bool {
        switch before {
        case .offline, .stopping: return true
        case .starting: return false
        case .running: if sample.state == .starting { return true }
        case nil, .other: break
        }
        guard let startTime, sample.uptime > .zero else { return startTime == nil }
        return started > startTime + timing.cacheAge + timing.slack
    }

    private mutating func noteStart(at now: Timestamp) {
        if let open = transitions.firstIndex(where: { $0.cameUpAt == nil }) {
            transitions[open].cameUpAt = now
        } else {
            let start = (lastUpAt ?? now) - timing.lookback
            transitions.append(Transition(windowStart: start, noticed: now, cameUpAt: now))
        }
        transitions.removeFirst(max(0, transitions.count - 8))
    }

    private mutating func seeStopping(at now: Timestamp) {
        startTime = nil
        if !transitions.contains(where: { $0.cameUpAt == nil }) { openDrop(at: now) }
        for index in transitions.indices where transitions[index].cameUpAt == nil {
            transitions[index].sawStopping = true
        }
        isDesiredUp = false
        enter(.stopping, at: now)
    }

    private mutating func seeOffline(at now: Timestamp, before: PowerState?, isFirst: Bool, isDiskOverLimit: Bool) {
        startTime = nil
        if wasHeld {
            wasHeld = false
            return settleDown(.panel, at: now)
        }
        if isDiskOverLimit, situation != .crashed {
            transitions.removeAll { $0.cameUpAt == nil }
            return settleDown(.disk, at: now)
        }
        switch situation {
        case .up, .starting:
            openDrop(at: now)
            isDesiredUp = nil
            enter(.undecided, at: now)
        case .unknown:
            seeOfflineAgain(at: now, isFirst: isFirst)
        case .stopping:
            settleDown(.user, at: now)
        case .undecided, .crashed, .down, .held:
            break
        }
    }

    /// Offline after a time in which nothing was known: of the server, or of everything since the agent started.
    private mutating func seeOfflineAgain(at now: Timestamp, isFirst: Bool) {
        if let open = transitions.firstIndex(where: { $0.cameUpAt == nil }) {
            transitions[open].noticed = now
            if transitions[open].sawStopping { return settleDown(.user, at: now) }
        } else if isDesiredUp == true, lastUpAt != nil {
            openDrop(at: now)
        } else {
            let cause: Situation.DownCause = isDesiredUp == false ? .user : .sinceFirstSeen
            return enter(.down(cause), at: now)
        }
        isDesiredUp = nil
        enter(.undecided, at: now)
    }

    /// A human who presses stop on a server that is down has said what is wanted, though Wings has nothing to do.
    private mutating func heed(_ event: ServerEvent, at now: Timestamp) {
        guard situation == .crashed, event.at >= situationSince - timing.grace - timing.lookback else { return }
        switch event.kind {
        case .power(.stop), .power(.kill), .stopCommand: settleDown(.user, at: now)
        case .restore, .reinstall: settleDown(.panel, at: now)
        case .power: break
        }
    }

    private mutating func openDrop(at now: Timestamp) {
        transitions.append(Transition(windowStart: (lastUpAt ?? now) - timing.lookback, noticed: now))
        transitions.removeFirst(max(0, transitions.count - 8))
    }

    // MARK: - Verdicts

    /// Closes every transition whose cause is known by now.
    private mutating func settle(at now: Timestamp) {
        var open: [Transition] = []
        for transition in transitions {
            guard let verdict = transition.verdict(evidence, own: ownActions, timing: timing, at: now) else {
                open.append(transition)
                continue
            }
            conclude(transition, verdict, at: now)
        }
        transitions = open
    }

    private mutating func conclude(_ transition: Transition, _ verdict: Transition.Verdict, at now: Timestamp) {
        let isDown = transition.cameUpAt == nil
        switch verdict {
        case .stopped(let cause):
            if isDown, state == .offline { settleDown(cause, at: now) }
        case .restarted(let cause):
            starts[cause, default: 0] += 1
        case .crashed:
            crashes[.unknown, default: 0] += 1
            guard isDown else { return starts[.wings, default: 0] += 1 }
            isDesiredUp = true
            if state == .offline { enter(.crashed, at: now) }
        case .undecidable:
            if isDown, state == .offline {
                settleUndecidable(at: now)
            } else if !isDown {
                starts[.unknown, default: 0] += 1
            }
        }
    }

    private mutating func settleDown(_ cause: Situation.DownCause, at now: Timestamp) {
        isDesiredUp = false
        enter(.down(cause), at: now)
    }

    private mutating func settleUndecidable(at now: Timestamp) {
        isDesiredUp = nil
        enter(.down(.undecidable), at: now)
    }

    private mutating func enter(_ next: Situation, at now: Timestamp) {
        guard situation != next else { return }
        situation = next
        situationSince = now
    }
}
