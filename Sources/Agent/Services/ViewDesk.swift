import Synchronization

/// Where requests wait for a version of what the core knows, as far as it concerns them; the core's loop hands it out between two events.
final class ViewDesk<View: Sendable>: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<View?, Never>] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let inbox: EventInbox

    /// - Parameter inbox: wakes the loop.
    init(waking inbox: EventInbox) { self.inbox = inbox }

    /// The newest version; nil when the agent is stopping.
    func view() async -> View? {
        await withCheckedContinuation { continuation in
            let isClosed = state.withLock { state in
                if !state.isClosed { state.waiting.append(continuation) }
                return state.isClosed
            }
            if isClosed { continuation.resume(returning: nil) } else { inbox.put(.tick) }
        }
    }

    /// Gives a version to all that wait; it is made only when somebody does.
    func serve(_ make: () -> View) {
        let waiting = takeAll(closing: false)
        guard !waiting.isEmpty else { return }
        let view = make()
        for continuation in waiting { continuation.resume(returning: view) }
    }

    /// Sends all that wait away, and whoever comes later.
    func close() {
        for continuation in takeAll(closing: true) { continuation.resume(returning: nil) }
    }

    private func takeAll(closing: Bool) -> [CheckedContinuation<View?, Never>] {
        state.withLock { state in
            state.isClosed = state.isClosed || closing
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}
