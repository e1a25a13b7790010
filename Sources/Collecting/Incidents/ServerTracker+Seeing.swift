import PterodactylAPI
import Telemetry

// What was seen of the process, and what follows from that alone.
extension ServerTracker {
    mutating func seeUp(_ sample: StateSample, before: PowerState?) {
        let now = sample.receivedAt
        let started = sample.uptime == .zero ? now : now - sample.uptime
        let isNew = isNewStart(started, before: before, sample: sample)
        if isNew, lastUpAt != nil || sinceUp.wasDown { noteStart(at: now) }
        startTime = isNew ? started : min(startTime ?? started, started)
        lastUpAt = now
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
        case nil, .other: if sinceUp.wasDown || sinceUp.wasStopping { return true }
        }
        // A run of the agent that just began knows of the one before only when the server was last seen up.
        guard let known = startTime ?? lastUpAt else { return true }
        guard sample.uptime > .zero else { return sample.state == .starting }
        return started > known + timing.cacheAge + timing.slack
    }

    private mutating func noteStart(at now: Timestamp) {
        if let open = transitions.firstIndex(where: { $0.cameUpAt == nil }) {
            transitions[open].cameUpAt = now
            if sinceUp.wasLost { transitions[open].isCrashPossible = false }
        } else {
            let start = (lastUpAt ?? now) - timing.lookback
            var transition = Transition(windowStart: start, noticed: now, cameUpAt: now)
            transition.sawStopping = sinceUp.wasStopping
            transition.isCrashPossible = !sinceUp.wasDown && !sinceUp.wasLost && !sinceUp.wasHeld
            append(transition)
        }
    }

    mutating func seeStopping(at now: Timestamp) {
        startTime = nil
        sinceUp.wasStopping = true
        if !transitions.contains(where: { $0.cameUpAt == nil }) { openDrop(at: now) }
        for index in transitions.indices where transitions[index].cameUpAt == nil {
            transitions[index].sawStopping = true
        }
        isDesiredUp = false
        enter(.stopping, at: now)
    }

    mutating func seeOffline(at now: Timestamp, isDiskOverLimit: Bool) {
        startTime = nil
        if sinceUp.wasHeld, sinceUp.downCause == nil { return settleDown(.panel, at: now) }
        switch situation {
        case .up, .starting, .stopping, .undecided, .unknown, .held:
            if isDiskOverLimit, sinceUp.downCause == nil {
                transitions.removeAll { $0.cameUpAt == nil }
                return settleDown(.disk, at: now)
            }
        case .crashed, .down: return
        }
        switch situation {
        case .up, .starting:
            openDrop(at: now)
            isDesiredUp = nil
            enter(.undecided, at: now)
        case .unknown, .held: seeOfflineAgain(at: now)
        case .stopping: settleDown(.user, at: now)
        case .undecided, .crashed, .down: break
        }
    }

    /// Offline after a time in which nothing was known: of the server, or of everything since the agent started.
    private mutating func seeOfflineAgain(at now: Timestamp) {
        if let open = transitions.firstIndex(where: { $0.cameUpAt == nil }) {
            transitions[open].noticed = now
            if transitions[open].sawStopping { return settleDown(.user, at: now) }
        } else if let cause = sinceUp.downCause {
            return cause == .undecidable ? settleUndecidable(at: now) : settleDown(cause, at: now)
        } else if isDesiredUp == true, lastUpAt != nil {
            openDrop(at: now)
        } else {
            sinceUp.wasDown = true
            return enter(.down(isDesiredUp == false ? .user : .sinceFirstSeen), at: now)
        }
        isDesiredUp = nil
        enter(.undecided, at: now)
    }

    private mutating func openDrop(at now: Timestamp) {
        append(Transition(windowStart: (lastUpAt ?? now) - timing.lookback, noticed: now))
    }

    private mutating func append(_ transition: Transition) {
        transitions.append(transition)
        transitions.removeFirst(max(0, transitions.count - 8))
    }
}
