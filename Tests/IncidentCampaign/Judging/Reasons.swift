import PterodactylAPI
import Remediation
import Telemetry

/// What the judge knows of the reasons that stand in the ledger: which of them hold, by the truth.
struct Reasons {
    /// How long a reason may be behind the truth: late activity has two minutes, an inventory one.
    static let patience = Duration.seconds(150)
    private static let never = Timestamp(millisecondsSince1970: .min)

    /// When each reason held last, by subject and by the reason's place.
    private var held: [[Timestamp]]
    /// The newest reason in the ledger, by subject.
    private var standing: [(reason: RefusalReason, at: Timestamp)?]
    /// When somebody asked for a server, so that the agent decides of it all the time; nil while nobody does.
    private(set) var asked: [Timestamp?]
    private var isTold: [Bool]
    private var isHidden: [Bool]
    private var seen = 0

    /// The reasons that the truth can tell; of the agent's own bookkeeping it knows nothing.
    private static let places: [RefusalReason: Int] = {
        let told: [RefusalReason] = [
            .stopped, .notListed, .notCovered, .ledgerUnavailable, .panelUnreachable, .nodeUnreachable,
            .nodeMaintenance, .maintenanceWindow, .ownerOptOut, .transferring, .status, .silenced, .stateUnknown,
            .notDown, .undecided, .stoppedOnPurpose, .diskOverLimit, .notDesiredUp, .staleObservation, .observing,
            .awaitingApproval,
        ]
        return Dictionary(zip(told, told.indices)) { first, _ in first }
    }()

    /// Whether a human has to approve, and nobody does.
    let isAsking: Bool
    /// The nodes whose maintenance flag is set.
    var inMaintenance: Set<NodeID> = []

    init(_ count: Int, isAsking: Bool) {
        self.isAsking = isAsking
        held = Array(repeating: Array(repeating: Self.never, count: Self.places.count), count: count)
        standing = Array(repeating: nil, count: count)
        asked = Array(repeating: nil, count: count)
        isTold = Array(repeating: false, count: count)
        isHidden = Array(repeating: false, count: count)
    }

    mutating func noteRequest(for subject: Int, at now: Timestamp) {
        asked[subject] = now
        standing[subject] = nil
    }

    /// Notes that a reason holds now.
    mutating func note(_ reason: RefusalReason, for subject: Int, at now: Timestamp) {
        guard let place = Self.places[reason] else { return }
        held[subject][place] = now
    }

    /// Notes whether a subject is held, or its node is away; whether that is new.
    mutating func isChanged(isHidden: Bool, of subject: Int) -> Bool {
        defer { self.isHidden[subject] = isHidden }
        return self.isHidden[subject] != isHidden
    }

    /// Whether a reason held at a time or not long before; true of what the truth cannot tell.
    func holds(_ reason: RefusalReason, of subject: Int, at time: Timestamp) -> Bool {
        guard let place = Self.places[reason] else { return true }
        return held[subject][place] >= time - Self.patience
    }

    /// Notes what was written down of a subject.
    mutating func write(_ reason: RefusalReason, of subject: Int, at time: Timestamp) {
        standing[subject] = (reason, time)
    }

    /// An act is no refusal: what was told before is over.
    mutating func act(on subject: Int) { standing[subject] = nil }

    /// The newest reason of a subject since it was asked for.
    func newest(of subject: Int) -> (reason: RefusalReason, at: Timestamp)? { standing[subject] }

    /// Whether it is new that a subject's reasons are wrong.
    mutating func isNews(of subject: Int) -> Bool {
        defer { isTold[subject] = true }
        return !isTold[subject]
    }

    /// The refusals that were not looked at yet.
    mutating func unseen<Element>(of all: [Element]) -> ArraySlice<Element> {
        defer { seen = all.count }
        return all[seen...]
    }
}
