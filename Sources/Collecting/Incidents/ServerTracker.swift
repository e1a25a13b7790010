public import PterodactylAPI
public import Telemetry

/// Follows one server through what polling shows of it, and finds out why it went down.
///
/// | seen | then |
/// |---|---|
/// | running, starting | up: somebody wants it |
/// | stopping | a stop was asked for: nobody wants it up, until it starts again |
/// | a full disk or a hold with a stop that no log has | that is what stopped it |
/// | offline after up | undecided for the grace; then down on purpose, crashed, or undecidable |
/// | Wings' crash lines after a drop | a crash whose kind is known, decided at once where no human can be behind it |
/// | uptime shrank | it was restarted between two polls: counted once the cause is known |
/// | up after a drop | started: by whom stands in the log by the time that it runs, and not later |
/// | running with uptime 0 | nothing: Wings just started |
/// | a cached answer that may be older than what was seen last, or than a hold | nothing |
/// | nothing (node or panel unseen, 409) | unknown; the grace starts anew when it is seen again |
public struct ServerTracker: Sendable {
    let timing: IncidentTiming
    var evidence = Evidence()
    var ownActions: [OwnAction] = []
    var transitions: [Transition] = []
    var lastUpAt: Timestamp?
    /// What showed it up last.
    var lastUpSource = ObservationSource.panel
    var sinceUp = SinceUp()
    /// When the container was last surely the one that is known: a state without an uptime does not tell.
    var containerSeenAt: Timestamp?
    /// When the panel was last seen to hold it; what the panel cached before says nothing of the time after.
    var heldAt: Timestamp?
    /// The earliest time at which what was seen first may have been true.
    var firstTruth: Timestamp?
    private var lastSample: StateSample?
    var wishBeforeHold: Bool?
    /// Whether its stream has told everything since a moment at which it told the state.
    var isWatched = false

    /// What happened since the server was last seen up.
    struct SinceUp: Sendable, Equatable {
        /// It was seen stopping: somebody asked for it.
        var wasStopping = false
        /// It was down by a verdict, or when first seen: whatever brings it up, it is no crash that Wings handled.
        var wasDown = false
        /// It could not be seen for a while: node or panel were away, or the node was in maintenance.
        var wasLost = false
        /// The panel kept it from running.
        var wasHeld = false
        /// Its crash stands in the count already.
        var isCrashCounted = false
        /// Why it was down before it was lost.
        var downCause: Situation.DownCause?
    }

    /// The live state; nil when it is not known now.
    public internal(set) var state: PowerState?
    /// When the state was surely true last: the panel answers from a cache, so that this lies before the answer's arrival.
    public internal(set) var observedAt: Timestamp?
    /// When an answer about the process last came.
    var lastAnswerAt: Timestamp? { lastSample?.receivedAt }
    /// When the state was surely true last, by the source that told it.
    public internal(set) var observedBySource: [ObservationSource: Timestamp] = [:]
    /// What is believed.
    public internal(set) var situation = Situation.unknown
    /// What was believed before; nil when nothing was.
    var previousSituation: Situation?
    /// What Wings said of its last crash, and when.
    private(set) var lastReport: (report: CrashReport, at: Timestamp)?
    /// Since when it is believed.
    public internal(set) var situationSince: Timestamp
    /// When it went down by itself.
    var fall: Fall
    /// Whether somebody wants it up; nil while that is open.
    public internal(set) var isDesiredUp: Bool?
    /// When the container started: steady between polls.
    public internal(set) var startTime: Timestamp?
    /// Observed starts by cause.
    public internal(set) var starts: [StartCause: Int] = [:]
    /// Observed crashes by kind.
    public internal(set) var crashes: [CrashKind: Int] = [:]
    /// The last power action or restore by somebody else.
    public internal(set) var lastIntervention: Timestamp?

    /// Makes a tracker of a server not seen yet.
    /// - Parameter belief: what an earlier run of the agent remembered.
    public init(timing: IncidentTiming, belief: ServerBelief? = nil, at now: Timestamp) {
        self.timing = timing
        self.situationSince = now
        self.isDesiredUp = belief?.isDesiredUp
        self.lastUpAt = belief?.lastUpAt
        self.fall = Fall(since: belief?.downSince)
        self.sinceUp.wasLost = belief != nil
    }

    /// When it went down by itself, as near as that is known, until it has run for a minute or turns out to be down on purpose.
    public var downSince: Timestamp? { fall.since }

    /// What to remember of it.
    public func belief(of uuid: ServerUUID) -> ServerBelief {
        ServerBelief(
            uuid: uuid,
            isDesiredUp: situation == .held ? wishBeforeHold : wish,
            lastUpAt: lastUpAt,
            downSince: fall.since
        )
    }

    // MARK: - Observations

    /// Takes in an observation of the process; one that may be older than what is known is left out.
    /// - Parameter isDiskOverLimit: whether it uses more disk than it may; Wings then stops it and refuses starts.
    public mutating func observe(_ sample: StateSample, isDiskOverLimit: Bool = false) {
        guard !sample.isUnknown, isNews(sample) else { return }
        let now = sample.receivedAt
        let before = state
        let truth = earliestTruth(of: sample)
        if situation == .up { fall.forget(ifUpSince: situationSince, at: now) }
        if firstTruth == nil, sample.state == .offline { fall.wasBefore(lastUpAt) }
        firstTruth = firstTruth ?? truth
        observedAt = max(observedAt ?? truth, truth)
        observedBySource[sample.source] = truth
        lastSample = sample
        state = sample.state
        switch sample.state {
        case .running, .starting: seeUp(sample, before: before)
        case .stopping: seeStopping(at: now)
        case .offline: seeOffline(sample, isDiskOverLimit: isDiskOverLimit)
        case .other: enter(.unknown, at: now)
        }
        if sample.source == .stream { isWatched = true }
        for index in transitions.indices where transitions[index].cameUpAt != nil && sample.state != .starting {
            transitions[index].startOverAt = transitions[index].startOverAt ?? now
        }
        settle(at: now)
    }

    /// Whether a sample is newer than the last one: answers of one source come in their order, and what another source told
    /// is only overruled by what was surely true later.
    private func isNews(_ sample: StateSample) -> Bool {
        if let heldAt, sample.source == .panel, sample.earliestTruth(timing) < heldAt { return false }
        guard let last = lastSample, last.source != sample.source else { return true }
        return sample.earliestTruth(timing) >= (last.source == .panel ? last.earliestTruth(timing) : last.receivedAt)
    }

    /// How far back an answer may date: one cache age; but when it differs from the answer before, not before that one came.
    private func earliestTruth(of sample: StateSample) -> Timestamp {
        let oldest = sample.earliestTruth(timing)
        guard sample.source == .panel, let last = lastSample, last.source == .panel, let observedAt else {
            return oldest
        }
        let isSame = last.state == sample.state && last.uptime == sample.uptime
        return max(oldest, isSame ? observedAt : last.receivedAt)
    }

    /// Whether somebody wants it up as far as is worth remembering; a drop whose cause is open is not yet a wish.
    var wish: Bool? {
        let isOpen = situation == .undecided || transitions.contains { $0.cameUpAt == nil && !$0.sawStopping }
        return isOpen ? true : isDesiredUp
    }

    /// Takes in what Wings said in the console of a crash.
    public mutating func observe(_ report: CrashReport, at now: Timestamp) {
        lastReport = (report, now)
        if let open = transitions.lastIndex(where: { $0.cameUpAt == nil }) {
            // That an earlier restart failed adds nothing to Wings' having given up meanwhile.
            let isTold = report.isCorrection && transitions[open].report?.tellsAll == true
            if !isTold { transitions[open].report = report }
        } else if report.isCorrection {
            // It was counted when Wings began to restart it.
        } else if let raised = transitions.lastIndex(where: { $0.report == nil && now - $0.noticed < timing.slack }) {
            transitions[raised].report = report
        } else if !sinceUp.isCrashCounted {
            crashes[report.kind, default: 0] += 1
            sinceUp.isCrashCounted = true
        }
        settle(at: now)
    }

    /// Notes that its stream may have lost events, or ended.
    public mutating func missEvents() {
        isWatched = false
        for index in transitions.indices where transitions[index].cameUpAt == nil {
            transitions[index].isWatched = false
        }
    }

    /// Notes that the panel is back after an outage, in which no node could send it what was done in the web console: what was
    /// written down meanwhile comes late from now on, so that the grace of every drop begins anew.
    public mutating func awaitLateEntries(at now: Timestamp) {
        for index in transitions.indices where transitions[index].cameUpAt == nil && !transitions[index].isExplained {
            transitions[index].noticed = max(transitions[index].noticed, now)
        }
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
    /// - Parameter leavesDown: whether the server is to stay down after it.
    public mutating func act(_ signal: PowerSignal, leavesDown: Bool = false, at now: Timestamp) {
        act(.power(signal), leavesDown: leavesDown, at: now)
    }

    /// Notes what an action of our own shows as in the activity log.
    mutating func act(_ kind: ServerEvent.Kind, leavesDown: Bool, at now: Timestamp) {
        ownActions.append(OwnAction(kind: kind, at: now, leavesDown: leavesDown))
        ownActions.removeFirst(max(0, ownActions.count - 8))
    }
}
