import Synchronization

/// A value that tests wait on: for something to become true, without asking again and again.
public final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var waiting: [Waiter] = []
        var count = 0
    }

    private struct Waiter {
        let number: Int
        let isTrue: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state: Mutex<State>

    /// Makes one.
    public init(_ value: Value) { state = Mutex(State(value: value)) }

    /// The value now.
    public var value: Value { state.withLock { $0.value } }

    /// Changes the value, and lets those go on for whom it is right now.
    @discardableResult
    public func change<Outcome: Sendable>(_ body: (inout Value) -> Outcome) -> Outcome {
        let (outcome, ready) = state.withLock { state in
            let outcome = body(&state.value)
            // Asked once each: what is true may lie in another value, which changes meanwhile.
            let value = state.value
            let split = state.waiting.partition { $0.isTrue(value) }
            let ready = state.waiting[split...].map(\.continuation)
            state.waiting.removeSubrange(split...)
            return (outcome, ready)
        }
        for continuation in ready { continuation.resume() }
        return outcome
    }

    /// Waits until something is true; returns without it when the task is cancelled, as a suite's time limit does.
    public func wait(until isTrue: @escaping @Sendable (Value) -> Bool) async {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state in
                    if isTrue(state.value) || Task.isCancelled { return true }
                    state.waiting.append(Waiter(number: number, isTrue: isTrue, continuation: continuation))
                    return false
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            giveUp(number)
        }
    }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        waiter?.continuation.resume()
    }
}
