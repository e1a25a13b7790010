import Alerting
public import Collecting
import PromQL
import PterodactylAPI
public import Telemetry

extension Remediator {
    /// Explains what is believed of a server and what would be done about it now, by asking every guard as a decision would.
    ///
    /// Nothing is decided and nothing changes. Nil when the inventory has no such server.
    public func explain(
        _ address: ServerAddress,
        evidence: ServerEvidence,
        in world: World,
        at now: Timestamp
    ) -> Explanation? {
        guard let view = world.fleet[address] else { return nil }
        let incident = incidentsByAddress[address].flatMap { $0.isOver ? nil : $0 }
        let plans = policies(for: incident, view).map { plan(of: $0, incident, view, in: world, at: now) }
        let attempt = records[address]?.open.map { Self.words(of: $0, at: now) }
        let main = plans.first { $0.isAskedFor }
        return Explanation(
            address: address,
            uuid: view.uuid,
            name: view.name,
            node: view.node,
            at: now,
            situation: view.situation.word,
            since: view.situationSince,
            meaning: BeliefWords.meaning(of: view),
            isDesiredUp: view.isDesiredUp,
            desiredBecause: BeliefWords.reasonForWish(of: view),
            evidence: BeliefWords.facts(view, evidence, at: now),
            incident: incident.map { incident in
                Explanation.OpenIncident(
                    id: incident.header.id,
                    detectedAt: incident.header.detectedAt,
                    alerts: incident.alerts,
                    policy: incident.header.policy
                )
            },
            attempt: attempt,
            plans: plans,
            conclusion: conclusion(incident, attempt, main),
            advice: advice(incident, main, view, in: world, at: now)
        )
    }

    /// The policy that is asked for, or each that could be.
    private func policies(for incident: Incident?, _ view: ServerView) -> [Policy] {
        if let incident { return [policies[incident.header.policy]].compactMap(\.self) }
        return policies.values.filter { $0.servers.allMatch(view.labels) }.sorted { $0.name < $1.name }
    }

    private func plan(
        of policy: Policy,
        _ incident: Incident?,
        _ view: ServerView,
        in world: World,
        at now: Timestamp
    ) -> Explanation.Plan {
        let address = ServerAddress(view)
        // Asked as a decision would, which notes what it goes through: in a copy that is let go of.
        var copy = self
        copy.survey = Survey(records, drops: watch.drops, in: world.fleet, limits, at: now)
        copy.skipNeedlessSteps(address, policy, in: world, at: now)
        let ladder = incident == nil ? nil : copy.records[address]?.ladder
        let next = ladder.flatMap { policy.steps.indices.contains($0.next) ? policy.steps[$0.next] : nil }
        let step = next ?? policy.steps.first ?? Step(.wait)
        let context = copy.context(
            of: incident ?? Self.supposed(policy, view, at: now),
            policy: policy,
            step: step,
            ladder: ladder,
            hasOpenAttempt: records[address]?.open != nil,
            in: world,
            at: now
        )
        return Explanation.Plan(
            policy: policy.name,
            isAskedFor: incident != nil,
            step: step.description,
            hearing: Hearing(of: guards, in: context),
            refusal: copy.firstRefusal(in: context).map { .init(reason: $0.0, text: $0.1) }
        )
    }

    /// An incident as it would be if an alert asked for a policy: one whose firing our last observation is just newer than.
    private static func supposed(_ policy: Policy, _ view: ServerView, at now: Timestamp) -> Incident {
        let header = IncidentHeader(
            address: ServerAddress(view),
            uuid: view.uuid,
            policy: policy.name,
            alert: "",
            detectedAt: now
        )
        let firedAt = view.observedAt.map { $0 - .milliseconds(1) } ?? now
        return Incident(header: header, firedAt: firedAt, alerts: [], triggers: [])
    }

    private static func words(of attempt: OpenAttempt, at now: Timestamp) -> String {
        let intent = attempt.intent
        switch attempt.stage {
        case .committing: return "\(intent.action): the ledger is being told; nothing is sent yet"
        case .acting(let since): return "\(intent.action): sent \((now - since).inWords) ago, not answered yet"
        case .verifying(let since):
            let left = intent.verifyBy - now
            let rest = left > .zero ? "\(left.inWords) are left" : "its time is over, and the server is looked at again"
            return "\(intent.action): sent \((now - since).inWords) ago; what came of it is watched, \(rest)"
        }
    }

    private func conclusion(_ incident: Incident?, _ attempt: String?, _ plan: Explanation.Plan?) -> String {
        if mode == .off { return "Nothing is decided: the mode is off." }
        if let attempt { return "An attempt is under way: \(attempt)." }
        guard let incident else { return "Nothing is done: no alert asks for anything." }
        guard let plan else {
            return "Nothing is done: the alert asks for \(incident.header.policy), and no such policy is configured."
        }
        switch plan.refusal {
        case nil: return "It is about to \(plan.step)."
        case let refusal? where refusal.reason == .staleObservation:
            return "It looks at the server again, and would then \(plan.step)."
        case let refusal? where refusal.reason == .awaitingApproval:
            return "It waits for a human's approval to \(plan.step)."
        case let refusal?: return "Nothing is done: \(refusal.text) (\(refusal.reason.rawValue))."
        }
    }

    private func advice(
        _ incident: Incident?,
        _ plan: Explanation.Plan?,
        _ view: ServerView,
        in world: World,
        at now: Timestamp
    ) -> [String] {
        guard incident != nil else { return [] }
        guard let plan else { return [RefusalReason.unknownPolicy.advice].compactMap(\.self) }
        guard let reason = plan.refusal?.reason else { return [] }
        switch reason {
        case .stopped where world.stop?.file != nil:
            return [reason.advice, world.stop?.file.map { "the file that stops it is \($0)" }].compactMap(\.self)
        case .awaitingApproval:
            guard let id = incident?.approval?.id else { return [] }
            return ["pterowatch remediations approve \(id), or deny \(id)"]
        case .silenced:
            let covering = incident.map { Self.silences(of: $0.triggers, in: world, at: now) } ?? []
            return covering.map { "pterowatch silence expire \($0.silence.id)\(Self.place($0.source))" }
        default: return [reason.advice].compactMap(\.self)
        }
    }

    private static func place(_ source: Silences.Source) -> String {
        switch source {
        case .own: ""
        case .alertmanager(let name): " at Alertmanager \(name): amtool silence expire"
        }
    }
}
