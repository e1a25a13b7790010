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
        case crashed(CrashKind)
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
    /// When its way up was over, in that it ran or was down again: by then the log has who started it.
    var startOverAt: Timestamp?
    /// What noticed it.
    var source = ObservationSource.panel
    /// What Wings said of it in the console.
    var report: CrashReport?
    /// Whether every event from before the drop on was heard: then a crash without crash lines is an exit with code 0 that
    /// the node is told not to take for one.
    var isWatched = false

    /// Whether Wings' own words tell the cause, so that no log needs to be read.
    var isExplained: Bool {
        guard let report else { return false }
        return report.verdict == .restarts || report.tellsAll
    }

    /// The kind of crash, if it was one.
    private var kind: CrashKind { report?.kind ?? (isWatched ? .cleanExit : .unknown) }

    /// Takes in that a human started the server after it went down, as the newest entry says.
    ///
    /// What that led to is answered up to a cache age later by the panel, and if it is down then, why is a new question: the
    /// grace begins anew.
    mutating func heedStart(_ evidence: Evidence, own: [OwnAction], timing: IncidentTiming) {
        // What Wings said of its end, it said after the start.
        guard cameUpAt == nil, !isExplained else { return }
        guard let event = evidence.lastEvent(since: windowStart, notOf: own) else { return }
        guard event.kind.isStart else { return }
        noticed = max(noticed, event.at + timing.lookback(source))
    }

    /// The verdict; nil while evidence may still arrive.
    func verdict(_ evidence: Evidence, own: [OwnAction], timing: IncidentTiming, at now: Timestamp) -> Verdict? {
        if let verdict = verdictOfWings(timing, at: now) { return verdict }
        if let verdict = cameUpAt == nil
            ? verdictOfDrop(evidence, own: own) : verdictOfStart(evidence, own: own, timing: timing)
        {
            return verdict
        }
        let isDecided =
            evidence.isDenied ? now >= noticed + timing.grace : evidence.isComplete(since: noticed + timing.grace)
        guard isDecided else { return nil }
        if cameUpAt != nil, !isCrashPossible || sawStopping || lastStop(evidence, own: own, timing: timing) != nil {
            return .restarted(.unknown)
        }
        // Wings' word that it gave up is evidence, too, where the log may not be read.
        if report?.leavesItDown == true { return .crashed(kind) }
        return evidence.isDenied ? .undecidable : .crashed(kind)
    }

    /// Who took it down, as far as somebody's doing shows.
    private func verdictOfDrop(_ evidence: Evidence, own: [OwnAction]) -> Verdict? {
        switch evidence.lastEvent(since: windowStart, notOf: own)?.kind {
        case .power(.stop), .power(.kill), .stopCommand: return .stopped(.user)
        case .restore, .reinstall: return .stopped(.panel)
        case .power(.start), .power(.restart), nil: break
        }
        // Without a trace of anybody else, what we took down is our own doing.
        if own.contains(where: { $0.kind.takesDown && $0.at >= windowStart }) {
            return .stopped(.agent)
        }
        if evidence.scheduleRan(since: windowStart, stopping: true) { return .stopped(.schedule) }
        return sawStopping ? .stopped(.user) : nil
    }

    /// Who started it, as far as somebody's doing shows.
    private func verdictOfStart(_ evidence: Evidence, own: [OwnAction], timing: IncidentTiming) -> Verdict? {
        let end = windowEnd(timing)
        if let start = evidence.lastEvent(since: windowStart, until: end, notOf: own, where: \.isStart) {
            // A stop after it, and before the server was up, shows that the start was an earlier one.
            let stop = lastStop(evidence, own: own, timing: timing)
            let isEarlier = stop.map { $0.at > start.at && $0.at < (cameUpAt ?? $0.at) - .seconds(1) } ?? false
            if !isEarlier { return .restarted(.user) }
        }
        if evidence.scheduleRan(since: windowStart, stopping: false) { return .restarted(.schedule) }
        let isOurs = own.contains { $0.at >= windowStart && $0.at <= end ?? $0.at }
        return isOurs ? .restarted(.agent) : nil
    }

    /// What was done later has not brought it up: the log has a start when its way up is over at the latest.
    private func windowEnd(_ timing: IncidentTiming) -> Timestamp? { startOverAt.map { $0 + timing.slack } }

    private func lastStop(_ evidence: Evidence, own: [OwnAction], timing: IncidentTiming) -> ServerEvent? {
        evidence.lastEvent(since: windowStart, until: windowEnd(timing), notOf: own, where: \.takesDown)
    }

    /// The verdict that follows from Wings' own words, without waiting for anybody's log.
    private func verdictOfWings(_ timing: IncidentTiming, at now: Timestamp) -> Verdict? {
        guard let report, isExplained, !sawStopping else { return nil }
        if cameUpAt != nil { return report.verdict == .restarts ? .crashed(kind) : nil }
        return report.leavesItDown && now >= noticed + timing.settling ? .crashed(kind) : nil
    }
}
