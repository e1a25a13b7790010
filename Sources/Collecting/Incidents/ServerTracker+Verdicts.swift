import PterodactylAPI
import Telemetry

// Why the server went down or came up, once that can be told.
extension ServerTracker {
    /// A human who presses stop on a server that is down has said what is wanted, though Wings has nothing to do.
    mutating func heed(_ event: ServerEvent, at now: Timestamp) {
        guard situation == .crashed, event.at >= situationSince - timing.grace - timing.lookback else { return }
        switch event.kind {
        case .power(.stop), .power(.kill), .stopCommand: settleDown(.user, at: now)
        case .restore, .reinstall: settleDown(.panel, at: now)
        case .power: break
        }
    }

    /// Closes every transition whose cause is known by now.
    mutating func settle(at now: Timestamp) {
        var open: [Transition] = []
        for var transition in transitions {
            transition.heedStart(evidence, own: ownActions, timing: timing)
            let verdict = transition.verdict(evidence, own: ownActions, timing: timing, at: now)
            // While it cannot be seen it may be up again.
            guard let verdict, !isPremature(verdict, of: transition) else {
                open.append(transition)
                continue
            }
            conclude(transition, verdict, at: now)
        }
        transitions = open
    }

    /// Whether a crash is not yet to be told: while the server cannot be seen it may be up again.
    private func isPremature(_ verdict: Transition.Verdict, of transition: Transition) -> Bool {
        guard case .crashed = verdict else { return false }
        return transition.cameUpAt == nil && state == nil
    }

    mutating func conclude(_ transition: Transition, _ verdict: Transition.Verdict, at now: Timestamp) {
        let isDown = transition.cameUpAt == nil
        switch verdict {
        case .stopped(let told):
            guard isDown else { return }
            // Wings itself told why it stops it.
            let cause = sinceUp.downCause == .disk ? .disk : told
            isDesiredUp = wish(after: cause)
            sinceUp.downCause = cause
            if state == .offline { settleDown(cause, at: now) }
        case .restarted(let cause):
            starts[cause, default: 0] += 1
        case .crashed(let kind) where isDown:
            if !sinceUp.isCrashCounted { crashes[kind, default: 0] += 1 }
            sinceUp.isCrashCounted = true
            sinceUp.wasDown = true
            isDesiredUp = true
            if state == .offline { enter(.crashed, at: now) }
        case .crashed(let kind):
            crashes[kind, default: 0] += 1
            starts[.wings, default: 0] += 1
        case .undecidable:
            if !isDown { starts[.unknown, default: 0] += 1 } else if state == .offline { settleUndecidable(at: now) }
        }
    }

    mutating func settleDown(_ cause: Situation.DownCause, at now: Timestamp) {
        isDesiredUp = wish(after: cause)
        sinceUp.wasDown = true
        sinceUp.downCause = cause
        enter(.down(cause), at: now)
    }

    /// Whether a server is still wanted up that went down for a cause.
    private func wish(after cause: Situation.DownCause) -> Bool? {
        switch cause {
        case .sinceFirstSeen: return nil
        case .agent: return ownActions.last(where: \.kind.takesDown)?.leavesDown != true
        case .user:
            // On its way down because of a restart: it is to come up again.
            guard state == .stopping, let lastUpAt else { return false }
            let start = lastUpAt - timing.lookback(lastUpSource)
            return evidence.lastEvent(since: start, notOf: ownActions)?.kind == .power(.restart)
        default: return false
        }
    }

    mutating func settleUndecidable(at now: Timestamp) {
        isDesiredUp = nil
        sinceUp.wasDown = true
        sinceUp.downCause = .undecidable
        enter(.down(.undecidable), at: now)
    }

    mutating func enter(_ next: Situation, at now: Timestamp) {
        guard situation != next else { return }
        previousSituation = situation
        situation = next
        situationSince = now
        fall.heed(next, at: now)
    }
}
