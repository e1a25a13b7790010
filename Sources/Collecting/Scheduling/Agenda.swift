package import PterodactylAPI
package import Telemetry

/// The calls that a panel is to get, and which of them may go now.
///
/// Repeated calls have fixed slots, spread over their interval by the phase of each; a slot that was missed is skipped.
/// When the budget cannot carry all intervals, all are stretched alike, and calls take turns: each is due one stretched
/// interval after it was last made, so that none waits longer than the others.
///
/// Waiting calls stand in lanes: what may go depends on the lane alone, so that a look costs a step for each lane and for
/// each call that goes, however many wait.
package struct Agenda: Sendable {
    /// The calls that wait for their time or for their answer.
    package private(set) var jobs: [PanelCall: Job] = [:]
    /// The slots that passed unused, by collector.
    package private(set) var skipped: [CollectorKind: Int] = [:]
    /// What the intervals really are, by collector.
    package private(set) var achieved: [CollectorKind: AchievedInterval] = [:]
    /// The calls that wait for an answer.
    package private(set) var inFlight = 0
    private var inFlightByNode: [String: Int] = [:]
    private var lanes: [Job.Lane: DueQueue] = [:]
    private var demand = Demand()
    private var lastStamp = 0
    /// How much longer than configured the intervals of calls of an API are now, where they are longer.
    package var stretch: [APICall.API: Double] = [:]

    /// The most calls that wait for an answer at once, in all and for one node: a slow node holds up only itself.
    package static let inFlightLimit = 32
    /// The most of them for one node.
    package static let inFlightLimitByNode = 4

    /// Makes an empty agenda.
    package init() {}

    // MARK: - Planning

    /// Adds a call, or makes one that is waiting more urgent; one in flight stays as it is.
    package mutating func add(_ job: Job) {
        guard var known = jobs[job.call] else { return enqueue(job) }
        repeatKnown(&known, as: job)
        if known.sentAt == nil, job.due < known.due || job.priority < known.priority {
            known.due = min(known.due, job.due)
            known.priority = min(known.priority, job.priority)
            return enqueue(known)
        }
        jobs[job.call] = known
    }

    /// Adds a call that is not waiting or in flight yet; one that is keeps its time, and repeats from now on.
    package mutating func add(unlessKnown job: Job) {
        guard var known = jobs[job.call] else { return enqueue(job) }
        guard known.interval == nil, job.interval != nil else { return }
        repeatKnown(&known, as: job)
        jobs[job.call] = known
    }

    /// Adds a call whose answer must be from after now: one in flight is made again when its answer is there.
    package mutating func addAnew(_ job: Job) {
        if jobs[job.call]?.sentAt == nil { add(job) } else { jobs[job.call]?.isWantedAnew = true }
    }

    private mutating func repeatKnown(_ known: inout Job, as job: Job) {
        guard known.interval == nil, let interval = job.interval else { return }
        known.interval = interval
        known.phase = job.phase
        demand.add(job)
    }

    /// Takes calls away, those in flight included; their answers are then not waited for.
    package mutating func remove(where isObsolete: (PanelCall) -> Bool) {
        for call in jobs.keys where isObsolete(call) { remove(call) }
    }

    /// Takes one call away.
    package mutating func remove(_ call: PanelCall) {
        guard let job = jobs.removeValue(forKey: call) else { return }
        demand.remove(job)
        if job.sentAt != nil { release(job) }
    }

    /// Repeats a call no more: one that waits is taken away, one in flight is the last.
    package mutating func end(_ call: PanelCall) {
        guard let job = jobs[call] else { return }
        guard job.sentAt != nil else { return remove(call) }
        demand.remove(job)
        jobs[call]?.interval = nil
    }

    /// Whether a call is in flight.
    package func isInFlight(_ call: PanelCall) -> Bool { jobs[call]?.sentAt != nil }

    /// Whether a call is made again and again.
    package func repeats(_ call: PanelCall) -> Bool { jobs[call]?.interval != nil }

    /// Whether a call waits for its time or for its answer.
    package func contains(_ call: PanelCall) -> Bool { jobs[call] != nil }

    // MARK: - Sending

    /// The calls that may go now, the urgent ones first; each is marked as sent.
    ///
    /// - Parameter isAllowed: asked in order of urgency, with the number of calls in flight to the job's node; a no is
    ///   taken to hold for the job's whole lane, and keeps it for later.
    package mutating func take(at now: Timestamp, where isAllowed: (Job, _ inFlight: Int) -> Bool) -> [Job] {
        var taken: [Job] = []
        for lane in Array(lanes.keys) { dropOutdated(in: lane) }
        var open = lanes.filter { $0.value.first.map { $0.due <= now } ?? false }.map(\.key)
        while let lane = open.min(by: comesFirst), let entry = lanes[lane]?.first, var job = jobs[entry.call] {
            let inFlightOfNode = job.node.map { inFlightByNode[$0, default: 0] } ?? 0
            let hasRoom = inFlight < Self.inFlightLimit && inFlightOfNode < Self.inFlightLimitByNode
            guard job.priority == .action || hasRoom, isAllowed(job, inFlightOfNode) else {
                open.removeAll { $0 == lane }
                continue
            }
            lanes[lane]?.removeFirst()
            if let last = job.lastSentAt, job.interval != nil, let collector = job.collector {
                achieved[collector, default: AchievedInterval()].note(now - last)
            }
            job.sentAt = now
            job.lastSentAt = now
            jobs[job.call] = job
            inFlight += 1
            if let node = job.node { inFlightByNode[node, default: 0] += 1 }
            taken.append(job)
            // Nothing has changed but this lane.
            dropOutdated(in: lane)
            if lanes[lane]?.first.map({ $0.due > now }) ?? true { open.removeAll { $0 == lane } }
        }
        return taken
    }

    /// Notes an answer: a repeated call gets its next slot, one that was made once is forgotten.
    /// - Parameter sent: when the call was taken; an answer to an earlier one of the same name is not its answer.
    /// - Returns: the job; nil when nobody waits for it any more.
    package mutating func finish(_ call: PanelCall, sentAt sent: Timestamp, at now: Timestamp) -> Job? {
        guard let finished = jobs[call], finished.sentAt == sent else { return nil }
        release(finished)
        var job = finished
        job.sentAt = nil
        job.isWantedAnew = false
        if finished.isWantedAnew {
            job.due = now
            job.priority = .action
            enqueue(job, isNew: false)
        } else if let interval = job.interval {
            let stretched = interval * stretch(of: call.api)
            if let collector = job.collector {
                skipped[collector, default: 0] += Self.missed(from: job.due, to: now, interval: stretched)
            }
            job.due =
                stretch(of: call.api) > 1
                ? sent + stretched : Self.slot(after: now, interval: stretched, phase: job.phase)
            job.priority = .routine
            enqueue(job, isNew: false)
        } else {
            jobs[call] = nil
        }
        return finished
    }

    /// The earliest time at which a waiting call is due; at times earlier, when that call was taken away since.
    package var nextDue: Timestamp? { lanes.values.compactMap { $0.first?.due }.min() }

    /// The earliest time after now at which the first call of a lane is due; those that are due already wait for something
    /// else.
    package func nextDue(after now: Timestamp) -> Timestamp? {
        lanes.values.compactMap { $0.first?.due }.filter { $0 > now }.min()
    }

    /// How much longer than configured the intervals of an API's calls are now; 1 or more.
    package func stretch(of api: APICall.API) -> Double { stretch[api] ?? 1 }

    /// The repeated calls a minute that the configured intervals ask for, of one API.
    package func demandPerMinute(of api: APICall.API) -> Double { demand.perMinute(of: api) }

    // MARK: - Lanes

    private mutating func enqueue(_ job: Job) { enqueue(job, isNew: jobs[job.call] == nil) }

    private mutating func enqueue(_ job: Job, isNew: Bool) {
        if isNew { demand.add(job) }
        lastStamp += 1
        var job = job
        job.stamp = lastStamp
        jobs[job.call] = job
        let entry = DueQueue.Entry(due: job.due, phase: job.phase, stamp: job.stamp, call: job.call)
        lanes[job.lane, default: DueQueue()].insert(entry)
    }

    /// Takes entries off the front whose calls were sent, raised or taken away in another way since.
    private mutating func dropOutdated(in lane: Job.Lane) {
        while let first = lanes[lane]?.first {
            if let job = jobs[first.call], job.stamp == first.stamp, job.sentAt == nil { break }
            lanes[lane]?.removeFirst()
        }
        if lanes[lane]?.isEmpty ?? false { lanes[lane] = nil }
    }

    private func comesFirst(_ lhs: Job.Lane, _ rhs: Job.Lane) -> Bool {
        if lhs.priority != rhs.priority { return lhs.priority < rhs.priority }
        guard let left = lanes[lhs]?.first, let right = lanes[rhs]?.first else { return false }
        return left < right
    }

    private mutating func release(_ job: Job) {
        inFlight -= 1
        guard let node = job.node, let count = inFlightByNode[node] else { return }
        inFlightByNode[node] = count > 1 ? count - 1 : nil
    }

    // MARK: - Slots

    /// The first time after `now` that lies at the phase of the interval.
    package static func slot(after now: Timestamp, interval: Duration, phase: Double) -> Timestamp {
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

/// How many repeated calls there are of each API and interval.
private struct Demand: Sendable {
    private struct Rate: Hashable {
        let api: APICall.API
        let interval: Duration
    }

    private var counts: [Rate: Int] = [:]

    mutating func add(_ job: Job) { count(job, by: 1) }

    mutating func remove(_ job: Job) { count(job, by: -1) }

    func perMinute(of api: APICall.API) -> Double {
        counts.reduce(0) { sum, entry in
            entry.key.api == api ? sum + Double(entry.value) * 60 / entry.key.interval.inSeconds : sum
        }
    }

    private mutating func count(_ job: Job, by change: Int) {
        guard let interval = job.interval else { return }
        let rate = Rate(api: job.call.api, interval: interval)
        let count = counts[rate, default: 0] + change
        counts[rate] = count == 0 ? nil : count
    }
}
