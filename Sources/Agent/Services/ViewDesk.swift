import Synchronization

/// Where requests wait for a version of what the core knows, as far as it concerns them; the core's loop hands it out between two events.
package final class ViewDesk<View: Sendable>: Sendable {
    private struct State {
        /// Those who came since the loop last took events: what they told the core before may wait still.
        var arriving: [CheckedContinuation<View?, Never>] = []
        var waiting: [CheckedContinuation<View?, Never>] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let inbox: EventInbox

    /// Makes a desk at which nobody waits.
    /// - Parameter inbox: wakes the loop.
    package init(waking inbox: EventInbox) { self.inbox = inbox }

    /// The newest version, in which the core has heard all that was told it before; nil when the agent is stopping.
    package func view() async -> View? {
        await withCheckedContinuation { continuation in
            let isClosed = state.withLock { state in
                if !state.isClosed { state.arriving.append(continuation) }
                return state.isClosed
            }
            if isClosed { continuation.resume(returning: nil) } else { inbox.put(.tick) }
        }
    }

    /// To be called before events are taken: whoever waits by now is served after them.
    package func admit() {
        state.withLock { state in
            state.waiting += state.arriving
            state.arriving = []
        }
    }

    /// Gives a version to all that were admitted; it is made only when somebody does.
    package func serve(_ make: () -> View) {
        let waiting = takeAll(closing: false)
        guard !waiting.isEmpty else { return }
        let view = make()
        for continuation in waiting { continuation.resume(returning: view) }
    }

    /// Sends all that wait away, and whoever comes later.
    package func close() {
        for continuation in takeAll(closing: true) { continuation.resume(returning: nil) }
    }

    private func takeAll(closing: Bool) -> [CheckedContinuation<View?, Never>] {
        state.withLock { state in
            state.isClosed = state.isClosed || closing
            let late = closing ? state.arriving : []
            if closing { state.arriving = [] }
            defer { state.waiting = [] }
            return state.waiting + late
        }
    }
}
