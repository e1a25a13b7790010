import PterodactylAPI
import Telemetry

// What was seen of the process, and what follows from that alone.
extension ServerTracker {
    mutating func seeUp(_ sample: StateSample, before: PowerState?) {
        let now = sample.receivedAt
        // A start is told without an uptime by the stream, and a moment before the container's by the others.
        let started = sample.uptime.map { $0 == .zero ? now : now - $0 }
        let isNew = isNewStart(started ?? now, before: before, sample: sample)
        if isNew, lastUpAt != nil || sinceUp.wasDown { noteStart(sample) }
        if isNew {
            startTime = started ?? now
        } else if let started {
            startTime = min(startTime ?? started, started)
        }
        lastUpAt = now
        lastUpSource = sample.source
        if isNew || started != nil && sample.uptime != .zero { containerSeenAt = now }
        sinceUp = SinceUp()
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
        case nil, .other:
            // Down before it was lost, by a verdict or without one yet.
            if sinceUp.wasDown || sinceUp.wasStopping || transitions.contains(where: { $0.cameUpAt == nil }) {
                return true
            }
        }
        // A run of the agent that just began knows of the one before only when the server was last seen up.
        guard let known = startTime ?? lastUpAt else { return true }
        guard let uptime = sample.uptime else { return false }
        guard uptime > .zero else { return sample.state == .starting }
        return started > known + timing.lookback(startTime == nil ? lastUpSource : sample.source)
    }

    private mutating func noteStart(_ sample: StateSample) {
        let now = sample.receivedAt
        if let open = transitions.firstIndex(where: { $0.cameUpAt == nil }) {
            transitions[open].cameUpAt = now
            if sinceUp.wasLost { transitions[open].isCrashPossible = false }
        } else {
            var transition = Transition(windowStart: windowStart(at: now), noticed: now, cameUpAt: now)
            transition.source = sample.source
            transition.sawStopping = sinceUp.wasStopping
            transition.isCrashPossible = !sinceUp.wasDown && !sinceUp.wasLost && !sinceUp.wasHeld
            append(transition)
            fall.noteRestart(at: now)
        }
    }

    mutating func seeStopping(at now: Timestamp) {
        startTime = nil
        sinceUp.wasStopping = true
        if !transitions.contains(where: { $0.cameUpAt == nil }) { openDrop(by: .panel, at: now) }
        for index in transitions.indices where transitions[index].cameUpAt == nil {
            transitions[index].sawStopping = true
        }
        isDesiredUp = false
        enter(.stopping, at: now)
    }

    mutating func seeOffline(_ sample: StateSample, isDiskOverLimit: Bool) {
        let now = sample.receivedAt
        startTime = nil
        if sinceUp.wasHeld, sinceUp.downCause == nil { return settleDown(.panel, at: now) }
        switch situation {
        case .up, .starting, .stopping, .undecided, .unknown, .held:
            if isDiskOverLimit, isStopAnonymous {
                transitions.removeAll { $0.cameUpAt == nil }
                return settleDown(.disk, at: now)
            }
        case .crashed, .down: return
        }
        switch situation {
        case .up, .starting:
            openDrop(by: sample.source, at: now)
            transitions[transitions.endIndex - 1].isWatched = sample.source == .stream && isWatched
            isDesiredUp = nil
            enter(.undecided, at: now)
        case .unknown, .held: seeOfflineAgain(sample)
        case .stopping: settleDown(sinceUp.downCause ?? .user, at: now)
        case .undecided, .crashed, .down: break
        }
    }

    /// Offline after a time in which nothing was known: of the server, or of everything since the agent started.
    private mutating func seeOfflineAgain(_ sample: StateSample) {
        let now = sample.receivedAt
        if let open = transitions.firstIndex(where: { $0.cameUpAt == nil }) {
            transitions[open].noticed = now
            if transitions[open].sawStopping { return settleDown(.user, at: now) }
        } else if let cause = sinceUp.downCause {
            return cause == .undecidable ? settleUndecidable(at: now) : settleDown(cause, at: now)
        } else if isDesiredUp == true, lastUpAt != nil {
            openDrop(by: sample.source, at: now)
        } else {
            sinceUp.wasDown = true
            return enter(.down(isDesiredUp == false ? .user : .sinceFirstSeen), at: now)
        }
        isDesiredUp = nil
        enter(.undecided, at: now)
    }

    private mutating func openDrop(by source: ObservationSource, at now: Timestamp) {
        append(Transition(windowStart: windowStart(at: now), noticed: now, source: source))
    }

    /// Where in time the cause of what is noticed now may lie; for what was never seen up, after it was seen first.
    private func windowStart(at now: Timestamp) -> Timestamp {
        (containerSeenAt ?? lastUpAt).map { $0 - timing.lookback(lastUpSource) } ?? (firstTruth ?? now) - timing.slack
    }

    /// Whether all that is known of its end is that it was stopped, or not even that: no log has told by whom.
    var isStopAnonymous: Bool {
        guard sinceUp.downCause != nil else { return true }
        guard sinceUp.downCause == .user, sinceUp.wasStopping, let lastUpAt else { return false }
        let start = lastUpAt - timing.lookback(lastUpSource)
        return evidence.lastEvent(since: start, notOf: ownActions)?.kind.takesDown != true
    }

    private mutating func append(_ transition: Transition) {
        transitions.append(transition)
        transitions.removeFirst(max(0, transitions.count - 8))
    }
}
