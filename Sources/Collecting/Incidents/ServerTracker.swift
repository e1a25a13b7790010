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
    let timing: IncidentTiming
    var evidence = Evidence()
    var ownActions: [OwnAction] = []
    var transitions: [Transition] = []
    var lastUpAt: Timestamp?
    var sinceUp = SinceUp()
    private var lastSample: StateSample?
    private var wishBeforeHold: Bool?

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
    /// What is believed.
    public internal(set) var situation = Situation.unknown
    /// Since when it is believed.
    public internal(set) var situationSince: Timestamp
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
        self.sinceUp.wasLost = belief != nil
    }

    /// What to remember of it.
    public func belief(of uuid: ServerUUID) -> ServerBelief {
        ServerBelief(uuid: uuid, isDesiredUp: situation == .held ? wishBeforeHold : wish, lastUpAt: lastUpAt)
    }

    // MARK: - Observations

    /// Takes in an answer about the process.
    /// - Parameter isDiskOverLimit: whether it uses more disk than it may; Wings then stops it and refuses starts.
    public mutating func observe(_ sample: StateSample, isDiskOverLimit: Bool = false) {
        guard !sample.isUnknown else { return }
        let now = sample.receivedAt
        let before = state
        observedAt = earliestTruth(of: sample)
        lastSample = sample
        state = sample.state
        switch sample.state {
        case .running, .starting: seeUp(sample, before: before)
        case .stopping: seeStopping(at: now)
        case .offline: seeOffline(at: now, isDiskOverLimit: isDiskOverLimit)
        case .other: enter(.unknown, at: now)
        }
        settle(at: now)
    }

    /// How far back an answer may date: one cache age; but when it differs from the answer before, not before that one came.
    private func earliestTruth(of sample: StateSample) -> Timestamp {
        let oldest = sample.receivedAt - timing.cacheAge
        guard let last = lastSample, let observedAt else { return oldest }
        let isSame = last.state == sample.state && last.uptime == sample.uptime
        return max(oldest, isSame ? observedAt : last.receivedAt)
    }

    /// Notes that the server cannot be seen: its node or the panel does not answer, or the answer is too old.
    public mutating func lose(at now: Timestamp) {
        guard state != nil || situation != .unknown else { return }
        state = nil
        sinceUp.wasLost = true
        if situation != .held { enter(.unknown, at: now) }
        if situation == .unknown, transitions.contains(where: { $0.cameUpAt == nil }) { isDesiredUp = nil }
    }

    /// Notes that the panel keeps it from running.
    ///
    /// - Parameter isPassing: whether the hold leaves the process and what is wanted of it alone, as node maintenance
    ///   does; else it is left as the panel leaves it: suspension, install, restore and transfer end offline.
    public mutating func hold(isPassing: Bool = false, at now: Timestamp) {
        state = nil
        if isPassing, !sinceUp.wasHeld {
            if situation != .held { wishBeforeHold = wish }
            sinceUp.wasLost = true
        } else {
            wishBeforeHold = nil
            sinceUp.wasHeld = true
            transitions.removeAll { $0.cameUpAt == nil }
        }
        enter(.held, at: now)
        isDesiredUp = nil
    }

    /// Notes that the panel no longer keeps it from running.
    public mutating func release(at now: Timestamp) {
        guard situation == .held else { return }
        isDesiredUp = wishBeforeHold
        wishBeforeHold = nil
        enter(.unknown, at: now)
    }

    /// Whether somebody wants it up as far as is worth remembering; a drop whose cause is open is not yet a wish.
    private var wish: Bool? {
        let isOpen = situation == .undecided || transitions.contains { $0.cameUpAt == nil && !$0.sawStopping }
        return isOpen ? true : isDesiredUp
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

    /// When the activity log or the schedules should be read next; nil when nothing is open that they could still tell.
    public var clarificationDue: Timestamp? { [activityDue, schedulesDue].compactMap(\.self).min() }

    /// When the activity log should be read next.
    var activityDue: Timestamp? { due(evidence.activityAccess) }

    /// When the schedules should be read next.
    var schedulesDue: Timestamp? { due(evidence.schedulesAccess) }

    /// Each transition needs a source twice: at once, and after the grace, when nothing can come late any more.
    private func due(_ access: Evidence.Access) -> Timestamp? {
        transitions.compactMap { transition in
            let end = transition.noticed + timing.grace
            switch access {
            case .unasked: return transition.noticed
            case .denied: return end
            case .read(let at): return at < transition.noticed ? transition.noticed : at < end ? end : nil
            }
        }.min()
    }
}
