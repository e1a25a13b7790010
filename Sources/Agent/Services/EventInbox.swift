import Synchronization

/// The events that wait for the core; any task puts some in, one takes them out.
///
/// What can wait together is made one: WebSockets' words that follow each other, and ticks. So a core that was busy catches
/// up in few steps. What is left is bounded by the requests in flight, the ledger's writes, and the servers.
package final class EventInbox: Sendable {
    private struct State {
        var events: [AgentEvent] = []
        var streamed = StreamBacklog()
        var hasTick = false

        mutating func closeBacklog() {
            let batch = streamed.takeAll()
            if !batch.isEmpty { events.append(.streamed(batch)) }
        }
    }

    /// Comes when something waits, at least once after each `put`; ends after `finish`.
    package let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    /// Makes an empty inbox.
    package init() {
        (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Puts an event behind those that wait.
    package func put(_ event: AgentEvent) {
        state.withLock { state in
            switch event {
            case .streamed(let batch): return state.streamed.append(batch)
            case .tick where state.hasTick: return
            case .tick: state.hasTick = true
            case .answered, .remediation, .ledger, .stopped, .clockStepped, .rulesLoaded, .credentialsWanted,
                .delivered, .silences, .approval, .requests:
                break
            }
            state.closeBacklog()
            state.events.append(event)
        }
        signal.yield()
    }

    /// Takes out everything that waits, in order.
    package func takeAll() -> [AgentEvent] {
        state.withLock { state in
            state.closeBacklog()
            defer { state = State() }
            return state.events
        }
    }

    /// Nothing more is to come; what waits can still be taken.
    package func finish() { signal.finish() }
}
