public import PterodactylAPI
public import Telemetry

/// What the belief about a server rests on, for people to read.
public struct ServerEvidence: Sendable, Equatable {
    /// Whether a kind of evidence can be had.
    public enum Access: Sendable, Hashable {
        /// Nothing needed it yet.
        case unasked
        /// Last read at this time.
        case read(Timestamp)
        /// The key may not read it.
        case denied
    }

    /// What is asked for state and use of its node's servers; nil while that is being found out.
    public var source: ObservationSource?
    /// Whether its WebSocket is open and tells every change.
    public var isStreamed: Bool
    /// When the state was surely true last, by the source that told it.
    public var observedBySource: [ObservationSource: Timestamp]
    /// When it was last seen up; nil when it never was.
    public var lastUpAt: Timestamp?
    /// What was believed before; nil when nothing was.
    public var previous: Situation?
    /// The last thing that somebody else did to it, as the activity log has it.
    public var lastEvent: ServerEvent?
    /// What Wings said of its last crash; nil when it said nothing, or nobody listened.
    public var lastReport: CrashReport?
    /// When Wings said that.
    public var lastReportAt: Timestamp?
    /// The activity log, which has who started and stopped it.
    public var activity: Access
    /// The schedules.
    public var schedules: Access

    /// Makes evidence; without arguments there is none.
    public init(
        source: ObservationSource? = nil,
        isStreamed: Bool = false,
        observedBySource: [ObservationSource: Timestamp] = [:],
        lastUpAt: Timestamp? = nil,
        previous: Situation? = nil,
        lastEvent: ServerEvent? = nil,
        lastReport: CrashReport? = nil,
        lastReportAt: Timestamp? = nil,
        activity: Access = .unasked,
        schedules: Access = .unasked
    ) {
        self.source = source
        self.isStreamed = isStreamed
        self.observedBySource = observedBySource
        self.lastUpAt = lastUpAt
        self.previous = previous
        self.lastEvent = lastEvent
        self.lastReport = lastReport
        self.lastReportAt = lastReportAt
        self.activity = activity
        self.schedules = schedules
    }
}

extension ServerTracker {
    /// What the belief rests on, but for where it is asked.
    var ground: ServerEvidence {
        ServerEvidence(
            observedBySource: observedBySource,
            lastUpAt: lastUpAt,
            previous: previousSituation,
            lastEvent: evidence.lastEvent(since: Timestamp(millisecondsSince1970: .min), notOf: ownActions),
            lastReport: lastReport?.report,
            lastReportAt: lastReport?.at,
            activity: ServerEvidence.Access(evidence.activityAccess),
            schedules: ServerEvidence.Access(evidence.schedulesAccess)
        )
    }
}

extension ServerEvidence.Access {
    init(_ access: Evidence.Access) {
        switch access {
        case .unasked: self = .unasked
        case .read(let at): self = .read(at)
        case .denied: self = .denied
        }
    }
}

extension PanelWatcher {
    /// What the belief about a server rests on; nil when none is listed.
    public func evidence(of uuid: ServerUUID) -> ServerEvidence? {
        guard let record = knowledge.servers[uuid] else { return nil }
        var evidence = record.tracker.ground
        evidence.source = knowledge.choice(of: record.node).source
        evidence.isStreamed = knowledge.streams[uuid]?.isLive == true
        return evidence
    }
}
