import Glibc

/// The open connections of a server, touched by its threads and by whoever takes connections in.
final class ConnectionTable: Sendable {
    private struct State {
        var open: OpenConnections
        var loads: ThreadLoads
        /// What each connection speaks below HTTP: kept until it ends, because its session goes on with it.
        var contexts: [Int32: TLSContext] = [:]
    }

    /// How many threads serve them.
    let threads: Int
    private let state: Locked<State>

    init(_ limits: ServerLimits) {
        let loads = ThreadLoads(threads: limits.threads)
        threads = loads.threads
        state = Locked(State(open: OpenConnections(limits), loads: loads))
    }

    /// Takes a connection in unless there is no room.
    /// - Returns: the number of the thread that is to serve it; nil where there is no room.
    func admit(_ descriptor: Int32, from client: ClientAddress, speaking tls: TLSContext?) -> Int? {
        state.withLock { state in
            guard state.open.admit(descriptor, from: client, at: .now) else { return nil }
            state.contexts[descriptor] = tls
            return state.loads.begin(descriptor)
        }
    }

    /// Takes note of what a connection does.
    func note(_ descriptor: Int32?, _ change: (inout OpenConnections, Int32, ContinuousClock.Instant) -> Void) {
        guard let descriptor else { return }
        state.withLock { change(&$0.open, descriptor, .now) }
    }

    /// Takes note of a request whose headers were read.
    func beginBody(_ descriptor: Int32?) {
        guard let descriptor else { return }
        state.withLock { state in
            if let ending = state.open.beginBody(descriptor, at: .now) { Self.cutOff(ending, isPlain: false) }
        }
    }

    /// What a connection is to speak below HTTP; nil for nothing.
    func tls(of descriptor: Int32) -> TLSContext? { state.withLock { $0.contexts[descriptor] } }

    /// Forgets a connection that ends: before its descriptor may be given anew.
    func end(_ descriptor: Int32) {
        // Given back after the lock is, because the last holder of a context frees it.
        let context = state.withLock { state in
            state.open.end(descriptor)
            state.loads.end(descriptor)
            return state.contexts.removeValue(forKey: descriptor)
        }
        withExtendedLifetime(context) {}
    }

    /// Cuts off those whose time is over.
    func cutOffOverdue() {
        state.withLock { state in
            for ending in state.open.overdue(at: .now) {
                Self.cutOff(ending, isPlain: state.contexts[ending.descriptor] == nil)
            }
        }
    }

    /// Ends the traffic of a connection whose descriptor stays the daemon's, which closes it when it notices.
    ///
    /// Under the lock, so that the descriptor cannot be another connection's meanwhile.
    private static func cutOff(_ ending: OpenConnections.Ending, isPlain: Bool) {
        if ending.isRefused, isPlain { Farewells.say(to: ending.descriptor) }
        shutdown(ending.descriptor, Int32(SHUT_RDWR))
    }
}
