import Synchronization

/// Contents that one task changes, and others wait for.
///
/// Whoever changes them never waits; the contents themselves see to their bounds.
final class Mailbox<Contents: Sendable>: Sendable {
    private struct State {
        var contents: Contents
        var changes = 0
        var tickets = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state: Mutex<State>

    init(_ contents: Contents) { state = Mutex(State(contents: contents)) }

    /// Changes the contents, and lets everybody who waits look at them.
    func change<Outcome: Sendable>(_ body: (inout Contents) -> Outcome) -> Outcome {
        let (outcome, waiting) = state.withLock { state in
            let outcome = body(&state.contents)
            state.changes += 1
            defer { state.waiting = [:] }
            return (outcome, state.waiting)
        }
        for continuation in waiting.values { continuation.resume() }
        return outcome
    }

    /// Looks at the contents.
    func look<Outcome: Sendable>(_ body: (Contents) -> Outcome) -> Outcome { state.withLock { body($0.contents) } }

    /// Waits until something can be taken out.
    ///
    /// - Returns: what was taken; nil when the task is cancelled.
    func next<Element: Sendable>(_ take: (inout Contents) -> Element?) async -> Element? {
        while !Task.isCancelled {
            let (element, changes, ticket) = state.withLock { state in
                state.tickets += 1
                return (take(&state.contents), state.changes, state.tickets)
            }
            if let element { return element }
            await wait(since: changes, ticket)
        }
        return nil
    }

    /// Waits for a change after that one, or for the task's cancellation.
    private func wait(since changes: Int, _ ticket: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // Seen under the lock: a cancellation after this finds the ticket and takes it out.
                    if state.changes != changes || Task.isCancelled { return true }
                    state.waiting[ticket] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
        }
    }
}
