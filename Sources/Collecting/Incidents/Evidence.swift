import Telemetry

/// What is known about the causes of a server's drops and starts: the activity log and the schedules.
struct Evidence: Sendable {
    /// Whether a kind of evidence can be had.
    enum Access: Sendable, Equatable {
        /// Not asked yet.
        case unasked
        /// Last read at this time.
        case read(Timestamp)
        /// The key may not read it.
        case denied
    }

    private(set) var events: [ServerEvent] = []
    private(set) var schedules: [ScheduledPower] = []
    var activityAccess = Access.unasked
    var schedulesAccess = Access.unasked

    /// Takes in a page of the activity log; entries already known are skipped, late ones fitted into the past.
    mutating func add(_ entries: [ServerEvent], readAt now: Timestamp) {
        let known = Set(events.map(\.id))
        events += entries.filter { !known.contains($0.id) }
        events.sort { $0.at < $1.at }
        events.removeFirst(max(0, events.count - 64))
        activityAccess = .read(now)
    }

    mutating func set(_ schedules: [ScheduledPower], readAt now: Timestamp) {
        self.schedules = schedules
        schedulesAccess = .read(now)
    }

    /// The newest event of a time that was not our own doing.
    ///
    /// The panel tells whole seconds and gives no order within one: of several, one that takes the server down counts, so
    /// that a human's stop is never overlooked.
    ///
    /// - Parameters:
    ///   - end: nil for the present.
    ///   - isMeant: which kinds count.
    func lastEvent(
        since start: Timestamp,
        until end: Timestamp? = nil,
        notOf own: [OwnAction],
        where isMeant: (ServerEvent.Kind) -> Bool = { _ in true }
    ) -> ServerEvent? {
        let candidates = events.filter { event in
            event.at >= start && event.at <= end ?? event.at && isMeant(event.kind)
                && !own.contains { $0.explains(event) }
        }
        guard let newest = candidates.last else { return nil }
        return candidates.last { $0.at == newest.at && $0.kind.takesDown } ?? newest
    }

    /// Whether a schedule with a power task ran since a time.
    func scheduleRan(since start: Timestamp, stopping: Bool) -> Bool {
        schedules.contains { schedule in
            schedule.stops == stopping && (schedule.isProcessing || schedule.lastRunAt.map { $0 >= start } ?? false)
        }
    }

    /// Whether everything was read at or after a time.
    func isComplete(since time: Timestamp) -> Bool {
        [activityAccess, schedulesAccess].allSatisfy { access in
            if case .read(let at) = access { at >= time } else { false }
        }
    }

    /// Whether one of the sources is closed to the key, so that a cause can never be told.
    var isDenied: Bool { activityAccess == .denied || schedulesAccess == .denied }
}
