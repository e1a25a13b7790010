public import PterodactylAPI
public import Telemetry

/// What is believed of a server, why, and what would be done about it now: for people, in plain words.
///
/// A value of one moment. Its names and texts may hold what tenants wrote: whoever shows them sees to their terminal or page.
public struct Explanation: Sendable, Equatable {
    /// Something that was seen, or is known.
    public struct Fact: Sendable, Hashable {
        /// What it is about: a lower-case word.
        public let topic: String
        /// What is known.
        public let text: String

        /// Makes a fact.
        public init(_ topic: String, _ text: String) {
            self.topic = topic
            self.text = text
        }
    }

    /// What a policy would do now.
    public struct Plan: Sendable, Equatable {
        /// The policy.
        public let policy: String
        /// Whether an alert asks for it.
        public let isAskedFor: Bool
        /// The step that comes next, in words.
        public let step: String
        /// What every guard says.
        public let hearing: Hearing
        /// The first objection, as a decision would have it; nil when there is none.
        public let refusal: Refusal?

        /// Why a plan is not carried out.
        public struct Refusal: Sendable, Equatable {
            /// The guard, by its reason.
            public let reason: RefusalReason
            /// What it saw.
            public let text: String
        }
    }

    /// An open incident.
    public struct OpenIncident: Sendable, Equatable {
        /// What identifies it, in the ledger, in logs and here.
        public let id: String
        /// Since when.
        public let detectedAt: Timestamp
        /// The alerts that ask, sorted.
        public let alerts: [String]
        /// The policy that they ask for.
        public let policy: String
    }

    /// The server.
    public let address: ServerAddress
    /// Its full id.
    public let uuid: ServerUUID
    /// Its name, which a tenant wrote.
    public let name: String
    /// Its node.
    public let node: String
    /// The moment that all of it is about.
    public let at: Timestamp
    /// What is going on: a bounded word.
    public let situation: String
    /// Since when that is believed.
    public let since: Timestamp
    /// What it means.
    public let meaning: String
    /// Whether somebody wants it up; nil while that is not known.
    public let isDesiredUp: Bool?
    /// Why that is believed.
    public let desiredBecause: String
    /// What it rests on.
    public let evidence: [Fact]
    /// The incident that is open; nil when no alert asks for anything.
    public let incident: OpenIncident?
    /// What is under way; nil when nothing is.
    public let attempt: String?
    /// What the policy of the incident would do, or without one each policy that covers the server, by name.
    public let plans: [Plan]
    /// What happens now, and why not more.
    public let conclusion: String
    /// What a human can do about it; empty when there is nothing to do.
    public let advice: [String]
}
