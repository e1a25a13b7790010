import Collecting
import PterodactylAPI
import Telemetry

/// What the server's present view says of an open attempt.
struct Sighting {
    private let view: ServerView
    private let intent: Intent
    private let seeksUp: Bool
    private let actedAt: Timestamp
    private let now: Timestamp

    /// How long the panel may take to show that it holds a server, or holds it no more.
    private static let statusPatience = Duration.seconds(60)

    /// - Parameters:
    ///   - seeksUp: whether that the server runs is all that was wanted.
    ///   - actedAt: since when the act may have had an effect.
    init(_ view: ServerView, of intent: Intent, seeksUp: Bool, actedAt: Timestamp, at now: Timestamp) {
        self.view = view
        self.intent = intent
        self.seeksUp = seeksUp
        self.actedAt = actedAt
        self.now = now
    }

    /// How the attempt ends, and what was seen; nil while that is open.
    var verdict: (Outcome, String)? {
        if let text = success { return text }
        if let text = supersession { return (.supersededByHuman, text) }
        return failure
    }

    /// When the server was surely seen since the act; nil when it was not.
    private var seenAt: Timestamp? { view.observedAt.flatMap { $0 > actedAt ? $0 : nil } }

    private var isUp: Bool {
        guard seenAt != nil, view.state == .running else { return false }
        // A restart leaves a server running all along as far as polls show.
        guard intent.action == .power(.restart) else { return true }
        return view.startedAt.map { $0 > actedAt - .seconds(2) } ?? false
    }

    private var success: (Outcome, String)? {
        switch intent.expect {
        case .running where isUp: return (.recovered, since("running"))
        case .elapsed, .accepted:
            if seeksUp, isUp { return (.recovered, since("running")) }
            if intent.expect == .elapsed, now >= intent.verifyBy {
                return (.succeeded, "waited \((now - actedAt).inWords)")
            }
        case .offline where seenAt != nil && view.state == .offline: return (.succeeded, since("offline"))
        case .backup:
            guard let finished = view.lastBackupAt, finished >= actedAt - .seconds(1) else { return nil }
            return (.succeeded, "a backup was finished \((finished - actedAt).inWords) after the act")
        case .suspended where view.status == .suspended: return (.succeeded, "the panel shows it as suspended")
        case .released where view.status == .normal: return (.succeeded, "the panel holds it no more")
        default: break
        }
        return nil
    }

    private func since(_ word: String) -> String { "\(word) \(((seenAt ?? now) - actedAt).inWords) after the act" }

    private var failure: (Outcome, String)? {
        switch intent.expect {
        case .running, .offline:
            guard let seenAt, seenAt >= intent.verifyBy, let state = view.state else { return nil }
            let wanted = intent.expect == .running ? "not running" : "not offline"
            return (.failed, "\(state.word.prefix(40)) and \(wanted) \((seenAt - actedAt).inWords) after the act")
        case .backup:
            guard let seen = view.backupsSeenAt, seen >= intent.verifyBy else { return nil }
            return (.failed, "no backup was finished within \((seen - actedAt).inWords)")
        case .suspended, .released:
            guard now >= intent.verifyBy + Self.statusPatience else { return nil }
            return (.failed, "the panel does not show it within \((now - actedAt).inWords)")
        case .accepted: return now >= intent.verifyBy ? (.failed, "whether it was accepted is not known") : nil
        case .elapsed: return nil
        }
    }

    /// Whose will ended the attempt; nil when nobody's did.
    private var supersession: String? {
        switch intent.expect {
        case .running, .offline, .backup: break
        case .suspended, .released, .accepted, .elapsed: return nil
        }
        if view.status != .normal { return "the panel holds the server now" }
        if view.isTransferring { return "the server is being transferred now" }
        if view.isNodeInMaintenance { return "its node is in maintenance now" }
        guard view.state != .running, intent.expect == .running else { return nil }
        switch view.situation {
        case .down(.user) where view.situationSince > actedAt: return "a user stopped the server"
        case .down(.schedule) where view.situationSince > actedAt: return "a schedule stopped the server"
        default: break
        }
        guard let seenAt, let last = view.lastIntervention, last > actedAt, seenAt > last,
            view.state == .offline || view.state == .stopping
        else { return nil }
        return "somebody acted on the server, and it is down"
    }
}
