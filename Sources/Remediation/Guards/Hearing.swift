/// What every guard answered to one question, in the order in which they were asked.
public struct Hearing: Sendable, Hashable {
    /// One guard's answer.
    public struct Entry: Sendable, Hashable {
        /// The guard, by its reason.
        public let reason: RefusalReason
        /// What it saw, in plain words; nil when it has no objection.
        public let objection: String?

        /// Makes an answer.
        public init(_ reason: RefusalReason, objection: String? = nil) {
            self.reason = reason
            self.objection = objection
        }
    }

    /// The answers.
    public let entries: [Entry]

    /// Makes a hearing.
    public init(_ entries: [Entry] = []) { self.entries = entries }

    /// Asks guards, all of them: one that says no keeps no other from being asked.
    init(of guards: [Guard], in context: GuardContext) {
        entries = guards.filter { context.ladder == nil || !$0.isForBeginning }.map { one in
            guard case .no(let text) = one.check(context) else { return Entry(one.reason) }
            return Entry(one.reason, objection: text)
        }
    }

    /// The first objection: it gives the reason.
    public var refusal: (reason: RefusalReason, text: String)? {
        for entry in entries { if let text = entry.objection { return (entry.reason, text) } }
        return nil
    }
}
