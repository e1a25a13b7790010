import PterodactylAPI
import Remediation
import Telemetry

/// What an operator bounds, counted anew from the book alone.
struct Bounds {
    let limits: Limits
    let policy: Policy
    private var seenClosings = 0
    private var seenCommands = 0
    /// Since when the panel answers nobody, or takes no requests; nil while it does.
    private var panelDownSince: Timestamp?

    init(limits: Limits, policy: Policy) {
        self.limits = limits
        self.policy = policy
    }

    mutating func notePanel(isDown: Bool, at now: Timestamp) { panelDownSince = isDown ? panelDownSince ?? now : nil }

    /// What was broken without a power action since the last call.
    mutating func takeBreaches(_ world: VirtualWorld) -> [String] {
        let book = world.book
        defer {
            seenClosings = book.closings.count
            seenCommands = book.commands.count
        }
        // An attempt that was made in vain keeps the next one back.
        let spent = book.closings[seenClosings...].filter { closing in
            guard closing.outcome == .notDelivered else { return false }
            guard let commit = book.commits.last(where: { $0.intent.id == closing.intentID }) else { return false }
            return !book.acts.contains { $0.server == commit.intent.uuid && $0.at >= commit.at }
        }
        // A server's console reads what was meant for it, or nothing.
        let unfilled = book.commands[seenCommands...].filter { $0.text.contains("{{") }
        return spent.map { _ in "an attempt was spent on a call that could not be made" }
            + unfilled.map { "typed “\($0.text)” into the console" }
    }

    /// What an act breaks.
    /// - Parameter patience: for how long the agent need not know of a change.
    func breaches(
        by act: AgentBook.Act,
        _ subject: Subject,
        _ book: AgentBook,
        patience: Duration
    ) -> [String] {
        [grace(act, subject), flapping(act, subject), budget(act, subject, book), panel(act, patience)]
            .compactMap(\.self)
    }

    /// The situation must have held for a while: no longer than the server is down.
    private func grace(_ act: AgentBook.Act, _ subject: Subject) -> String? {
        guard policy.grace > .zero, let since = subject.offlineSince, act.at - since < policy.grace else { return nil }
        return "it was down for \((act.at - since).inSeconds) s only"
    }

    private func flapping(_ act: AgentBook.Act, _ subject: Subject) -> String? {
        let count = subject.changes.count { act.at - $0 < limits.flapping.window }
        return count >= limits.flapping.changes ? "it went up or down \(count) times lately" : nil
    }

    /// Whether a call was made that could come to nothing, whatever else had stood in its way before.
    private func panel(_ act: AgentBook.Act, _ patience: Duration) -> String? {
        guard let since = panelDownSince, act.at - since >= patience else { return nil }
        return "the panel takes no requests for \((act.at - since).inSeconds) s"
    }

    /// How attempts end that count.
    private static let counting: Set<Outcome> = [.recovered, .failed, .refusedByPanel, .unverified]

    /// The first budget that an act exceeds; every server of the book is of one panel.
    private func budget(_ act: AgentBook.Act, _ subject: Subject, _ book: AgentBook) -> String? {
        let ends = Dictionary(book.closings.map { ($0.intentID, $0) }) { _, last in last }
        for (scope, budget) in [("the panel", limits.panel), ("all servers", limits.fleet)] {
            let count = book.commits.count { commit in
                guard commit.isDurable else { return false }
                guard let end = ends[commit.intent.id] else { return commit.intent.uuid != act.server }
                return Self.counting.contains(end.outcome) && act.at - end.at < budget.window
            }
            if count >= budget.attempts { return "\(count) attempts were made at servers of \(scope)" }
        }
        return nil
    }
}

extension AgentBook {
    /// When the attempt at a server was begun that is not ended; nil without one.
    func openAttempt(at server: ServerUUID) -> Timestamp? {
        guard let last = commits.last(where: { $0.isDurable && $0.intent.uuid == server }) else { return nil }
        return closings.contains { $0.intentID == last.intent.id } ? nil : last.at
    }
}
