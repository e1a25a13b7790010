/// An answer that is made beside the server's threads while its connection is suspended.
///
/// The first answer stands: the route's own, that of the deadline, or that of a stop.
final class DeferredAnswer: Sendable {
    private struct State {
        var response: ServedResponse?
        /// Goes on with the connection; nil until it is suspended, and once it was called.
        var resume: (@Sendable () -> Void)?
    }

    private let state = Locked(State())

    /// The answer; nil while it is being made.
    var response: ServedResponse? { state.withLock { $0.response } }

    /// Sets what goes on with the connection, once that is suspended.
    func suspend(resume: @escaping @Sendable () -> Void) {
        let isReady = state.withLock { state in
            guard state.response == nil else { return true }
            state.resume = resume
            return false
        }
        if isReady { resume() }
    }

    /// Gives the answer; a second one is dropped.
    func complete(_ response: ServedResponse) {
        let resume = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.response == nil else { return nil }
            state.response = response
            defer { state.resume = nil }
            return state.resume
        }
        resume?()
    }
}
