import PterodactylAPI
import Telemetry

/// A server went down, or came up anew, and why is to be found out.
struct Transition: Sendable, Equatable {
    /// What a transition turned out to be.
    enum Verdict: Sendable, Equatable {
        /// Somebody or something stopped it on purpose.
        case stopped(Situation.DownCause)
        /// Somebody restarted or started it.
        case restarted(StartCause)
        /// It ended by itself.
        case crashed
        /// It cannot be known.
        case undecidable
    }

    /// The earliest time at which the cause may lie.
    let windowStart: Timestamp
    /// When the drop, or the new start, was noticed; the grace runs from here.
    var noticed: Timestamp
    /// Whether `stopping` was seen: no crash ever shows it.
    var sawStopping = false
    /// Whether it may be a crash that Wings handled: not when it was known to be down, held, or out of sight before it
    /// came up; the host may have been booted meanwhile.
    var isCrashPossible = true
    /// When it was seen up again.
    var cameUpAt: Timestamp?

    /// The verdict; nil while evidence may still arrive.
    /// - Parameter answered: when the last answer about the process came; it may date from one cache age before.
    func verdict(
        _ evidence: Evidence,
        own: [OwnAction],
        timing: IncidentTiming,
        answered: Timestamp,
        at now: Timestamp
    ) -> Verdict? {
        let event = evidence.lastEvent(since: windowStart, notOf: own)
        let isOurs = own.contains { $0.at >= windowStart }
        var wasStopped = sawStopping
        switch event?.kind {
        case .power(.stop), .power(.kill), .stopCommand:
            if cameUpAt == nil { return .stopped(.user) }
            // Who started it again may still be read.
            wasStopped = true
        case .restore, .reinstall:
            if cameUpAt == nil { return .stopped(.panel) }
            wasStopped = true
        case .power(.start), .power(.restart):
            if cameUpAt != nil { return .restarted(.user) }
            // It may be up already: what was answered may be from before it was started.
            if let event, answered < event.at + timing.lookback { return nil }
        case nil:
            break
        }
        if evidence.scheduleRan(since: windowStart, stopping: true), cameUpAt == nil { return .stopped(.schedule) }
        if evidence.scheduleRan(since: windowStart, stopping: false), cameUpAt != nil { return .restarted(.schedule) }
        if cameUpAt != nil, isOurs { return .restarted(.agent) }
        if sawStopping, cameUpAt == nil { return .stopped(.user) }
        let isDecided =
            evidence.isDenied ? now >= noticed + timing.grace : evidence.isComplete(since: noticed + timing.grace)
        guard isDecided else { return nil }
        if cameUpAt != nil, wasStopped || !isCrashPossible { return .restarted(.unknown) }
        return evidence.isDenied ? .undecidable : .crashed
    }
}
