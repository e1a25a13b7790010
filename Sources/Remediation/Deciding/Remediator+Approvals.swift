public import Telemetry

// Asking a human (`mode: ask`).
extension Remediator {
    /// The questions that wait for an answer, the oldest first.
    public var openApprovals: [Approval] {
        incidentsByAddress.values.compactMap(\.approval).filter { $0.state == .open }
            .sorted { ($0.askedAt, $0.id) < ($1.askedAt, $1.id) }
    }

    /// Takes a human's answer; an approval makes the guards be asked anew, and is good for one attempt until it expires.
    ///
    /// - Parameters:
    ///   - id: of an open question.
    ///   - name: who answers.
    public mutating func answer(
        _ id: Approval.ID,
        approves: Bool,
        by name: String,
        in world: World,
        at now: Timestamp
    ) -> (Result<Approval, Approval.Refusal>, [RemediationEffect]) {
        survey = nil
        let found = incidentsByAddress.first { $0.value.approval?.id == id && $0.value.approval?.state == .open }
        guard let (address, incident) = found, var approval = incident.approval, now < approval.expiresAt else {
            return (.failure(.notOpen(id: id)), [])
        }
        approval.state = approves ? .approved(by: name) : .denied(by: name)
        incidentsByAddress[address]?.approval = approval
        let record = RemediationEffect.recordApproval(
            ApprovalRecord(
                id: id,
                incident: incident.header,
                event: approves ? .approved : .denied,
                by: name,
                explanation: approval.plan,
                at: now
            )
        )
        return (.success(approval), [record] + advance(address, in: world, at: now))
    }

    /// Asks a human, once for each attempt.
    mutating func ask(_ address: ServerAddress, context: GuardContext, at now: Timestamp) -> [RemediationEffect] {
        guard let incident = incidentsByAddress[address], incident.approval == nil else { return [] }
        sequence += 1
        var hash = FNV1a()
        hash.add("\(incident.header.id)#\(now.millisecondsSince1970)-\(sequence)")
        let approval = Approval(
            id: String(String(hash.mixed, radix: 36).suffix(8)),
            incident: incident.header,
            plan: context.policy.steps.map(\.description).joined(separator: ", then "),
            askedAt: now,
            expiresAt: now + limits.approval
        )
        incidentsByAddress[address]?.approval = approval
        return [
            .recordApproval(
                ApprovalRecord(
                    id: approval.id,
                    incident: incident.header,
                    event: .asked,
                    explanation: "\(approval.plan); can be approved for \(limits.approval.inWords)",
                    at: now
                )
            )
        ]
    }

    /// Lets a question lapse that nobody answered, or an approval that could not be acted upon.
    mutating func letApprovalLapse(_ address: ServerAddress, at now: Timestamp) -> [RemediationEffect] {
        guard let approval = incidentsByAddress[address]?.approval, now >= approval.expiresAt else { return [] }
        if case .denied = approval.state { return [] }
        incidentsByAddress[address]?.approval = nil
        let text =
            approval.state == .open
            ? "nobody answered within \(limits.approval.inWords)"
            : "approved, but other guards said no for \(limits.approval.inWords)"
        return [lapse(of: approval, text, at: now)]
    }

    /// The end of a question by itself.
    func lapse(of approval: Approval, _ text: String, at now: Timestamp) -> RemediationEffect {
        .recordApproval(
            ApprovalRecord(id: approval.id, incident: approval.incident, event: .expired, explanation: text, at: now)
        )
    }
}
