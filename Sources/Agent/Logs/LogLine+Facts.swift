import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry

extension LogLine {
    /// Remediation was stopped, or goes on.
    /// - Parameter name: who let it go on; nil when somebody just took the file away.
    init(_ stop: StopSwitch?, endedBy name: String?) {
        if let stop {
            let reason = stop.reason.map { [(name: "reason", value: $0)] } ?? []
            self.init(.warn, "All remediation is stopped", [(name: "by", value: stop.by)] + reason)
        } else {
            self.init(.warn, "Remediation goes on", [(name: "by", value: name ?? "whoever took the file away")])
        }
    }

    /// The clock was set, or the machine slept.
    init(clockStep step: Duration) {
        let facts = [(name: "seconds", value: "\(Int(step.inSeconds.rounded()))")]
        self.init(.warn, "The clock jumped; nothing is done until every server was looked at again", facts)
    }

    /// A rule that could not be evaluated.
    init(_ failure: GroupEvaluation.Failure, of group: RuleGroupID) {
        let facts = [
            (name: "group", value: group.name), (name: "rule", value: failure.rule),
            (name: "error", value: "\(failure.error)"),
        ]
        self.init(.warn, "A rule failed", facts)
    }

    /// What a panel's watcher has to say.
    init(_ notice: Notice, panel: String) {
        let level: Level = notice.isWarning ? .warn : .info
        var facts = [(name: "panel", value: panel)]
        let message: String
        switch notice {
        case .panelUnreachable(let reason):
            message = "The panel does not answer; nothing is done until it does"
            facts.append(("reason", reason))
        case .panelReachable:
            message = "The panel answers"
        case .nodeUnreachable(let node):
            message = "The panel cannot reach a node; its servers are not known until it can"
            facts.append(("node", node))
        case .nodeReachable(let node):
            message = "The node answers"
            facts.append(("node", node))
        case .missingRight(let right, let consequence):
            message = "The key lacks a right"
            facts += [("right", right), ("consequence", consequence)]
        case .noServers:
            message = "The panel lists no server for this key"
        case .unknownToWings(let server, let node):
            message = "The node does not know a server that the panel places on it"
            facts += [("server", server.rawValue), ("node", node)]
        case .sourceChosen(let node, let source, let reason):
            message = "State and use of a node's servers are asked of another source"
            facts += [("node", node), ("source", source.rawValue)]
            if let reason { facts.append(("why_not_better", reason.words)) }
        case .streamsChosen(let count, let reason):
            message = "WebSockets are followed"
            facts.append(("servers", "\(count)"))
            if let reason { facts.append(("why_not_all", reason.words)) }
        case .tokenRefused(let node):
            message =
                "Wings does not accept the token that the panel has for it; was it reset without telling the node?"
            facts.append(("node", node))
        case .serversVanished(let node, let count):
            message = "All servers of a node went down together, which is no crash of theirs; is its Docker up?"
            facts += [("node", node), ("servers", "\(count)")]
        case .serversLookedAtAgain(let node):
            message = "The servers of the node are looked at one by one again"
            facts.append(("node", node))
        case .startedAnew(let server, let node):
            message = "A server was started anew between two looks"
            facts += [("server", server.rawValue), ("node", node)]
        case .callFailed(let collector, let reason):
            message = "A collector's call failed"
            facts += [("collector", collector.rawValue), ("reason", reason)]
        case .situation(let server, let node, let situation):
            message = "A server's situation changed"
            facts += [("server", server.rawValue), ("node", node), ("situation", situation.word)]
        }
        self.init(level, message, facts)
    }

    /// A step of an alert's life; nil for those that nobody needs to read.
    init?(_ change: AlertChange) {
        switch change.step {
        case .firing: self.init(.warn, "An alert fires", Self.facts(of: change.alert))
        case .resolved: self.init(.info, "An alert is resolved", Self.facts(of: change.alert))
        case .pending: self.init(.debug, "An alert is pending", Self.facts(of: change.alert))
        case .returnedToPending, .forgotten: return nil
        }
    }

    private static func facts(of alert: Alert) -> [(name: String, value: String)] {
        alert.labels.labels.map { (name: $0.name, value: $0.value) }
    }

    /// A decision that was not an act.
    init(_ decision: Decision) {
        let word =
            switch decision.verdict {
            case .refused(let reason): "refused: \(reason.rawValue)"
            case .wouldHave(let step): "would have: \(step)"
            case .rearmed: "rearmed"
            }
        self.init(
            .info,
            "Remediation decided",
            [("incident", decision.incident.id), ("verdict", word), ("why", decision.explanation)]
        )
    }

    /// An act that is about to be done.
    init(_ intent: Intent) {
        var facts = [
            (name: "incident", value: intent.incident.id), (name: "intent", value: intent.id),
            (name: "step", value: intent.action.description), (name: "why", value: intent.explanation),
        ]
        if let id = intent.requestID { facts.append(("request", id)) }
        self.init(.warn, "Remediation acts", facts)
    }

    /// What became of a question to a human.
    init(_ approval: ApprovalRecord) {
        var facts = [
            (name: "incident", value: approval.incident.id), (name: "approval", value: approval.id),
            (name: "verdict", value: approval.event.rawValue), (name: "why", value: approval.explanation),
        ]
        if let name = approval.by { facts.append(("by", name)) }
        self.init(approval.event == .asked ? .warn : .info, "Remediation asks a human", facts)
    }

    /// How an act ended.
    init(_ closing: Closing) {
        self.init(
            closing.outcome == .recovered ? .info : .warn,
            "Remediation ended",
            [
                ("incident", closing.incidentID), ("intent", closing.intentID),
                ("outcome", closing.outcome.rawValue), ("why", closing.explanation),
            ]
        )
    }
}
