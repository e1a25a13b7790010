import PanelSimulator
import PterodactylAPI
import Telemetry

/// What the judge keeps of a server that something befalls: who wants it, what holds it, and what came of it.
struct Subject {
    /// The incident's place in the episode.
    let incident: Int
    let kind: IncidentKind
    let uuid: ServerUUID
    let identifier: ServerIdentifier
    let node: NodeID
    let nodeName: String
    /// Whether somebody wants it up: until a human, or the panel, says otherwise.
    var isWantedUp = true
    /// Held beyond what its status tells: a transfer, a full disk, its owner, the policy.
    var holds: Set<Hold> = []
    /// When the panel began to hold it.
    var heldSince: Timestamp?
    /// When somebody stopped it past the panel.
    var untracedStopAt: Timestamp?
    /// Whether nobody can know what was done to it: no log has it, and nobody watched.
    var isUntold = false
    /// What a human did to it last that its log shows.
    var lastLoggedDeed: Timestamp?
    /// Why a start would be wrong, and since when; nil while one may be given.
    var forbidden: (reason: Reason, since: Timestamp)?
    /// Since when it is owed a start.
    var owedSince: Timestamp?
    var offlineSince: Timestamp?
    /// The newest start by the agent.
    var lastAct: AgentBook.Act?
    /// Whether it was seen running since then.
    var hasRunSinceAct = false
    /// When it was owed the start that is under way.
    var awaitedSince: Timestamp?
    /// Whether the agent was killed in the midst of an attempt at it.
    var isCutOff = false
    var isDeleted = false
    var isMissed = false
    /// Since when it runs, or ran when it did last.
    var runningSince: Timestamp?

    /// When it changed between running and offline, each state having lasted long enough for whoever polls.
    private(set) var changes: [Timestamp] = []
    private var isSteadilyUp: Bool?

    /// Takes note of a state that has lasted for a while.
    mutating func noteSteady(_ truth: ServerTruth, at now: Timestamp) {
        guard truth.state == .running || truth.state == .offline, now - truth.since >= .seconds(45) else { return }
        let isUp = truth.state == .running
        if let before = isSteadilyUp, before != isUp { changes.append(truth.since) }
        isSteadilyUp = isUp
    }

    enum Hold: Hashable {
        case transfer, disk, owner, policy, window, silence, other
    }

    enum Reason: Equatable {
        /// Something that we were told, and know at once.
        case order(String)
        /// Something that has to be seen.
        case world(String)
        /// Something that only an attempt can show: one that is refused does no harm.
        case futile(String)

        var words: String {
            switch self {
            case .order(let words), .world(let words), .futile(let words): words
            }
        }
    }

    init(_ server: ServerTruth, node: NodeID, of incident: Int, _ kind: IncidentKind) {
        self.incident = incident
        self.kind = kind
        uuid = server.uuid
        identifier = server.identifier
        self.node = node
        nodeName = server.node
    }
}
