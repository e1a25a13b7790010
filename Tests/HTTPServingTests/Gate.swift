import HTTPServing

/// Handlers wait at it, without a thread, until they are let go or cancelled.
final class Gate: Sendable {
    private struct State {
        var entered = 0
        var isOpen = false
        var handlers: [Int: CheckedContinuation<Void, Never>] = [:]
        var watcher: (count: Int, continuation: CheckedContinuation<Void, Never>)?

        /// Whoever waits for so many, when they are there.
        mutating func satisfied() -> CheckedContinuation<Void, Never>? {
            guard let waiting = watcher, entered >= waiting.count else { return nil }
            watcher = nil
            return waiting.continuation
        }
    }

    private let state = Locked(State())

    /// Waits until it is open, or the task is cancelled.
    func pass() async {
        let (number, watcher) = state.withLock { state in
            state.entered += 1
            return (state.entered, state.satisfied())
        }
        watcher?.resume()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isOpen || Task.isCancelled { return true }
                    state.handlers[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.handlers.removeValue(forKey: number) }?.resume()
        }
    }

    /// Waits until so many came to it.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state in
                state.watcher = (count, continuation)
                return state.satisfied()
            }
            ready?.resume()
        }
    }

    /// Lets everybody through.
    func open() {
        let handlers = state.withLock { state in
            state.isOpen = true
            defer { state.handlers = [:] }
            return Array(state.handlers.values)
        }
        for handler in handlers { handler.resume() }
    }
}
