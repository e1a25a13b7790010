import Remediation
import Synchronization

/// Where answers to questions wait to be taken in by the core's loop, and where the open questions can be read.
final class ApprovalDesk: Sendable {
    /// What came of an answer; nil when the agent is stopping.
    typealias Settlement = Result<Approval, Approval.Refusal>?

    private struct State {
        var open: [Approval] = []
        var waiting: [Int: CheckedContinuation<Settlement, Never>] = [:]
        var lastTicket = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let inbox: EventInbox

    /// - Parameter inbox: where the core hears of answers.
    init(waking inbox: EventInbox) { self.inbox = inbox }

    /// The questions that wait for an answer.
    var open: [Approval] { state.withLock { $0.open } }

    /// Answers a question.
    func answer(_ id: Approval.ID, approves: Bool, by name: String) async -> Settlement {
        await withCheckedContinuation { continuation in
            let ticket: Int? = state.withLock { state in
                guard !state.isClosed else { return nil }
                state.lastTicket += 1
                state.waiting[state.lastTicket] = continuation
                return state.lastTicket
            }
            guard let ticket else { return continuation.resume(returning: nil) }
            inbox.put(.approval(id, approves: approves, by: name, ticket: ticket))
        }
    }

    /// Tells whoever answered what came of it.
    func settle(_ ticket: Int, _ result: Result<Approval, Approval.Refusal>) {
        state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: result)
    }

    /// Takes over which questions are open now.
    func show(_ open: [Approval]) {
        state.withLock { $0.open = open }
    }

    /// Sends all that wait away, and whoever comes later.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: nil) }
    }
}
