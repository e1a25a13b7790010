import PterodactylAPI
import Telemetry

/// The calls that a panel is to get, and which of them may go now.
///
/// Repeated calls have fixed slots, spread over their interval by the phase of each; a slot that was missed is skipped.
/// When the budget cannot carry all intervals, all are stretched alike.
struct Agenda: Sendable {
    private(set) var jobs: [PanelCall: Job] = [:]
    private(set) var skipped: [CollectorKind: Int] = [:]
    private var inFlight = 0
    private var inFlightByNode: [String: Int] = [:]
    /// How much longer than configured the intervals are now; 1 or more.
    var stretch = 1.0

    /// The most calls that wait for an answer at once, in all and for one node: a slow node holds up only itself.
    static let inFlightLimit = 32
    static let inFlightLimitByNode = 4

    /// Adds a call, or makes one that is waiting more urgent.
    mutating func add(_ job: Job) {
        guard var known = jobs[job.call] else {
            jobs[job.call] = job
            return
        }
        guard known.sentAt == nil else { return }
        known.due = min(known.due, job.due)
        known.priority = min(known.priority, job.priority)
        jobs[job.call] = known
    }

    /// Adds a call that is not waiting or in flight yet; one that is keeps its time.
    mutating func add(unlessKnown job: Job) {
        if jobs[job.call] == nil { jobs[job.call] = job }
    }

    /// Takes calls away, those in flight included; their answers are then not waited for.
    mutating func remove(where isObsolete: (PanelCall) -> Bool) {
        for (call, job) in jobs where isObsolete(call) {
            if job.sentAt != nil { release(job) }
            jobs[call] = nil
        }
    }

    /// Takes a call back that was not sent yet.
    ///
    /// - Returns: whether it was; one that is in flight goes on.
    mutating func withdraw(_ call: PanelCall) -> Bool {
        guard let job = jobs[call], job.sentAt == nil else { return false }
        jobs[call] = nil
        return true
    }

    /// Whether a call waits for its time or for its answer.
    func contains(_ call: PanelCall) -> Bool { jobs[call] != nil }

    /// The calls that may go now, the urgent ones first; each is marked as sent.
    /// - Parameter isAllowed: asked in order of urgency; a no keeps the call for later.
    mutating func take(at now: Timestamp, where isAllowed: (Job) -> Bool) -> [Job] {
        let due = jobs.values.filter { $0.sentAt == nil && $0.due <= now }
            .sorted { ($0.priority, $0.due, $0.phase) < ($1.priority, $1.due, $1.phase) }
        var taken: [Job] = []
        for var job in due {
            let isAction = job.priority == .action
            guard isAction || inFlight < Self.inFlightLimit else { break }
            if let node = job.node, !isAction, inFlightByNode[node, default: 0] >= Self.inFlightLimitByNode { continue }
            guard isAllowed(job) else { continue }
            job.sentAt = now
            jobs[job.call] = job
            inFlight += 1
            if let node = job.node { inFlightByNode[node, default: 0] += 1 }
            taken.append(job)
        }
        return taken
    }

    /// Notes an answer: a repeated call gets its next slot, one that was made once is forgotten.
    /// - Returns: the job; nil when nobody waits for it any more.
    mutating func finish(_ call: PanelCall, at now: Timestamp) -> Job? {
        guard var job = jobs[call], job.sentAt != nil else { return nil }
        release(job)
        let finished = job
        if let interval = job.interval {
            let stretched = interval * stretch
            let next = Self.slot(after: now, interval: stretched, phase: job.phase)
            if let collector = job.collector {
                skipped[collector, default: 0] += Self.missed(from: job.due, to: now, interval: stretched)
            }
            job.due = next
            job.priority = .routine
            job.sentAt = nil
            jobs[call] = job
        } else {
            jobs[call] = nil
        }
        return finished
    }

    /// The earliest time at which a waiting call is due.
    var nextDue: Timestamp? {
        jobs.values.lazy.filter { $0.sentAt == nil }.map(\.due).min()
    }

    /// The repeated calls a minute that the configured intervals ask for, of one API.
    func demandPerMinute(of api: (PanelCall) -> Bool) -> Double {
        jobs.values.reduce(0) { sum, job in
            guard let interval = job.interval, api(job.call) else { return sum }
            return sum + 60 / interval.inSeconds
        }
    }

    private mutating func release(_ job: Job) {
        inFlight -= 1
        if let node = job.node { inFlightByNode[node, default: 1] -= 1 }
    }

    /// The first time after `now` that lies at the phase of the interval.
    static func slot(after now: Timestamp, interval: Duration, phase: Double) -> Timestamp {
        let length = max(interval.wholeMilliseconds, 1)
        let offset = Int64(Double(length) * phase)
        let since = now.millisecondsSince1970 - offset
        let floored = since - ((since % length) + length) % length
        return Timestamp(millisecondsSince1970: floored + length + offset)
    }

    /// How many whole intervals passed between the time a call was due and its answer.
    private static func missed(from due: Timestamp, to now: Timestamp, interval: Duration) -> Int {
        max(0, Int((now - due).wholeMilliseconds / max(interval.wholeMilliseconds, 1)))
    }
}
