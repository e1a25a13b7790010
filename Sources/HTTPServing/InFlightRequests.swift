/// Counts the requests being answered, so that a stopping server can wait for them.
final class InFlightRequests: Sendable {
    private struct State {
        var count = 0
        var isDraining = false
        var isAbandoned = false
        var waiter: CheckedContinuation<Void, Never>?

        /// Whoever waits, when there is nothing left to wait for.
        mutating func released() -> CheckedContinuation<Void, Never>? {
            guard count == 0 || isAbandoned else { return nil }
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Locked(State())

    /// Whether the server is about to stop: answers then close their connection.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    func begin() {
        state.withLock { $0.count += 1 }
    }

    func end() {
        let waiter = state.withLock { state in
            state.count -= 1
            return state.released()
        }
        waiter?.resume()
    }

    /// Waits until no request is in flight, at most as long as told and until the task is cancelled.
    ///
    /// Called once.
    func drain(within limit: Duration) async {
        state.withLock { $0.isDraining = true }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            // The sleep throws when the group is cancelled, which is all that it is for.
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = state.withLock { state in
                    state.waiter = continuation
                    return state.released()
                }
                waiter?.resume()
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.isAbandoned = true
                return state.released()
            }
            waiter?.resume()
        }
    }
}
