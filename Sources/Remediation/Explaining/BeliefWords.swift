import Alerting
import Collecting
import PterodactylAPI
import Telemetry

/// Plain words for what is believed of a server, and for what that rests on.
enum BeliefWords {
    /// What a situation means.
    static func meaning(of view: ServerView) -> String {
        switch view.situation {
        case .unknown: "nothing certain is known of it now"
        case .up: "it runs"
        case .starting: "it is on its way up"
        case .stopping: "it is on its way down, because somebody or something asked for it"
        case .undecided: "it is down, and why is not decided yet: late entries of the activity log may still tell"
        case .crashed: "it is down and should be up: it ended by itself, and Wings did not bring it back"
        case .held: "the panel keeps it from running: \(hold(of: view))"
        case .down(.user): "somebody stopped it, through the panel, its API or the console"
        case .down(.schedule): "a schedule stopped it"
        case .down(.agent): "this agent took it down, in the course of a policy"
        case .down(.disk): "it was stopped because it uses more disk than its limit"
        case .down(.panel): "a suspension, reinstallation, restore or transfer left it offline"
        case .down(.sinceFirstSeen): "it was down when it was first seen"
        case .down(.undecidable): "it is down, and the key may not read what would tell why"
        }
    }

    /// Why it is believed that somebody wants a server up, or not.
    static func reasonForWish(of view: ServerView) -> String {
        switch view.isDesiredUp {
        case true:
            view.state == .offline
                ? "it was up, and nobody is found to have stopped it"
                : "it was seen up, and nobody has stopped it since"
        case false: view.situation == .stopping ? "a stop was asked for" : "it was stopped on purpose"
        case nil:
            switch view.situation {
            case .undecided: "why it went down is being found out"
            case .held: "the panel holds it"
            case .down(.sinceFirstSeen): "it was never seen up, so nobody is known to want it"
            case .down(.undecidable): "who stopped it cannot be known with the rights of the key"
            default: "nothing was seen of it that would tell"
            }
        }
    }

    private static func hold(of view: ServerView) -> String {
        if view.isTransferring { return "it is being transferred" }
        if view.isNodeInMaintenance { return "its node is in maintenance" }
        return "its status is \(words(for: view.status))"
    }

    /// What is known, and whence.
    static func facts(_ view: ServerView, _ evidence: ServerEvidence, at now: Timestamp) -> [Explanation.Fact] {
        var facts: [Explanation.Fact] = []
        func add(_ topic: String, _ text: String?) { if let text { facts.append(.init(topic, text)) } }
        add("state", state(view, at: now))
        add("source", source(evidence, at: now))
        add("before", evidence.previous.map { "\($0.word), until \(time(view.situationSince, now))" })
        add("last up", evidence.lastUpAt.map { time($0, now) } ?? "never seen")
        add("others' doing", intervention(view, evidence, at: now))
        add("crash report", report(evidence, at: now))
        add("activity log", access(evidence.activity, at: now))
        add("schedules", access(evidence.schedules, at: now))
        add("panel", view.isPanelReachable ? "answers" : "does not answer")
        add("node", view.isNodeReachable ? "can be reached" : "cannot be reached")
        if view.isNodeInMaintenance { add("maintenance", "the node's flag is set") }
        if view.status != .normal { add("status", words(for: view.status)) }
        if view.isTransferring { add("transfer", "under way") }
        if view.isDiskOverLimit { add("disk", "over the server's limit") }
        add("owner's wish", view.ownerWish.map { "PTEROWATCH is \($0.rawValue)" })
        return facts
    }

    private static func state(_ view: ServerView, at now: Timestamp) -> String {
        let seen = view.observedAt.map { ", surely true \((now - $0).inWords) ago" } ?? ""
        guard let state = view.state else { return "not known now" + seen }
        return String(state.word.prefix(40)) + seen
    }

    private static func source(_ evidence: ServerEvidence, at now: Timestamp) -> String {
        let used = evidence.isStreamed ? "its WebSocket" : words(for: evidence.source)
        let seen = evidence.observedBySource.sorted { $0.key > $1.key }
            .map { "\($0.key.rawValue) \((now - $0.value).inWords) ago" }
        return seen.isEmpty ? used : "\(used); seen by \(seen.joined(separator: ", "))"
    }

    private static func words(for source: ObservationSource?) -> String {
        switch source {
        case .panel: "the panel's client API"
        case .wings: "the node's daemon"
        case .stream: "its WebSocket"
        case nil: "being found out"
        }
    }

    private static func intervention(_ view: ServerView, _ evidence: ServerEvidence, at now: Timestamp) -> String? {
        guard let event = evidence.lastEvent else { return view.lastIntervention.map { time($0, now) } }
        let doing =
            switch event.kind {
            case .power(let signal): signal.rawValue
            case .stopCommand: "a stop command in the console"
            case .restore: "a restore"
            case .reinstall: "a reinstallation"
            }
        return "\(doing)\(event.isAPI ? " by API" : ""), \(time(event.at, now))"
    }

    private static func report(_ evidence: ServerEvidence, at now: Timestamp) -> String? {
        guard let report = evidence.lastReport, let at = evidence.lastReportAt else { return nil }
        let facts = [
            report.exitCode.map { "exit code \($0)" }, report.isOutOfMemory == true ? "out of memory" : nil,
            verdict(report.verdict),
        ]
        return facts.compactMap(\.self).joined(separator: ", ") + ", \(time(at, now))"
    }

    private static func verdict(_ verdict: CrashReport.Verdict) -> String {
        switch verdict {
        case .restarts: "Wings started it again"
        case .gaveUp(let span): "Wings gave up\(span.map { ", since it crashed less than \($0.inWords) before" } ?? "")"
        case .detectionDisabled: "Wings is told not to start it"
        case .failed: "Wings failed to start it"
        case .unknown: "what Wings did was not heard"
        }
    }

    private static func words(for status: ServerStatus) -> String {
        switch status {
        case .normal: "normal"
        case .installing: "installing"
        case .installFailed: "a failed installation"
        case .reinstallFailed: "a failed reinstallation"
        case .suspended: "suspended"
        case .restoringBackup: "restoring a backup"
        case .other(let word): String(word.prefix(40))
        }
    }

    private static func access(_ access: ServerEvidence.Access, at now: Timestamp) -> String? {
        switch access {
        case .unasked: nil
        case .read(let at): "read \((now - at).inWords) ago"
        case .denied: "the key may not read it"
        }
    }

    /// A moment, and how long ago it was.
    private static func time(_ time: Timestamp, _ now: Timestamp) -> String {
        "\(CalendarTime(time).rfc3339) (\((now - time).inWords) ago)"
    }
}
