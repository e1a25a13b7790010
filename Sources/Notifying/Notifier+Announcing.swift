import Alerting
public import PterodactylAPI
public import Telemetry

/// Something to tell a receiver beside the alerts that it is told of.
public struct Announcement: Sendable, Equatable {
    /// What the answer is told by: the intent's id.
    public var id: String
    /// Whom, by the name in the plan.
    public var receiver: String
    /// The labels of the alert that it is about.
    public var labels: LabelSet
    /// What to say.
    public var text: String
    /// The incident that it is about, by the id that ledger and log have.
    public var incident: String

    /// Makes an announcement.
    public init(id: String, receiver: String, labels: LabelSet, text: String, incident: String) {
        self.id = id
        self.receiver = receiver
        self.labels = labels
        self.text = text
        self.incident = incident
    }
}

extension Notifier {
    /// A message to a receiver, sent once whether or not it is told of alerts now; nil when there is no such receiver.
    ///
    /// It has the form of the receiver's other messages, so that no name of a server can mention anybody or break out of it.
    public func delivery(of announcement: Announcement, at now: Timestamp) -> Delivery? {
        guard let receiver = plan.receivers.first(where: { $0.name == announcement.receiver }) else { return nil }
        let alert = NotifiedAlert(
            labels: announcement.labels,
            annotations: [
                "summary": announcement.text, NotifiedAlert.incidentAnnotation: announcement.incident,
            ],
            startsAt: now,
            resolvedAt: nil,
            generatorURL: plan.externalURL,
            group: RuleGroupID(file: "", name: "remediation"),
            seenAt: now,
            lifetime: .seconds(300)
        )
        let content = MessageContent(
            receiver: receiver.name,
            alerts: [alert],
            groupLabels: announcement.labels,
            reason: .first,
            externalURL: plan.externalURL
        )
        return Delivery(
            target: .receiver(receiver.name),
            purpose: .announcement(announcement.id),
            body: content.body(for: receiver.format).encoded(),
            timeout: receiver.timeout
        )
    }
}

extension Delivery {
    /// How an announcement ended, as the answer to an act.
    public static func verdict(_ result: Result<HTTPResponse, TransportError>) -> Result<Void, PanelError> {
        switch DeliveryOutcome(result) {
        case .taken: return .success(())
        case .failed(_, let detail, _), .refused(_, let detail):
            return .failure(.refused(code: "NotTaken", detail: "the receiver did not take it: \(detail)"))
        }
    }
}
