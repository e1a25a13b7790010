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

    /// Takes in that a human started the server after it went down, as the newest entry says.
    ///
    /// What that led to is answered up to a cache age later, and if it is down then, why is a new question: the grace
    /// begins anew.
    mutating func heedStart(_ evidence: Evidence, own: [OwnAction], timing: IncidentTiming) {
        guard cameUpAt == nil, let event = evidence.lastEvent(since: windowStart, notOf: own) else { return }
        guard event.kind == .power(.start) || event.kind == .power(.restart) else { return }
        noticed = max(noticed, event.at + timing.lookback)
    }

    /// The verdict; nil while evidence may still arrive.
    func verdict(_ evidence: Evidence, own: [OwnAction], timing: IncidentTiming, at now: Timestamp) -> Verdict? {
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
