public import Telemetry

/// A request that is to be sent to one who is told of alerts, or asked for silences.
public struct Delivery: Sendable, Equatable {
    /// Whom it goes to, by the name in the plan; whoever sends it knows the address.
    public enum Target: Sendable, Hashable {
        case alertmanager(String)
        case receiver(String)

        /// The name.
        public var name: String {
            switch self {
            case .alertmanager(let name), .receiver(let name): name
            }
        }
    }

    /// What it is about.
    public enum Purpose: Sendable, Equatable {
        /// Tells an Alertmanager of these alerts, as they stood at this evaluation.
        case alerts([LabelSet])
        /// Asks an Alertmanager for its silences.
        case silences
        /// A message to a receiver about something that is done; its answer goes to whoever knows this id.
        case announcement(String)
        /// A message to a receiver about a group.
        case message(Message)
    }

    /// What a message told.
    public struct Message: Sendable, Equatable {
        /// The labels that the group's alerts have in common by its receiver's grouping.
        public let group: LabelSet
        /// The alerts that it says fire.
        public let firing: Set<LabelSet>
        /// The alerts that it says are over.
        public let resolved: Set<LabelSet>
        /// Why it is sent.
        public let reason: NotificationReason
        /// Says the same of every try of the same message.
        public let at: Timestamp
    }

    /// Whom it goes to.
    public let target: Target
    /// What it is about.
    public let purpose: Purpose
    /// What is sent as `application/json`; empty for a question.
    public let body: [UInt8]
    /// After which time it is given up.
    public let timeout: Duration
}

/// Why a message is sent: Alertmanager's words in `notification_reason`.
public enum NotificationReason: String, Sendable, Hashable, CaseIterable {
    /// Nothing was told of the group yet.
    case first = "first notification"
    /// An alert fires that was not told of.
    case newAlerts = "new alerts added"
    /// Nothing fires any more.
    case allResolved = "all alerts resolved"
    /// Some alerts are over, others fire.
    case someResolved = "some alerts resolved"
    /// Nothing changed for the repeat interval.
    case repeated = "repeat interval elapsed"
}
