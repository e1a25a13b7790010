import Dispatch

/// A source of events, as all threads may use it.
struct EventSource: @unchecked Sendable {
    // @unchecked because libdispatch's objects lock by themselves (dispatch_object(3)), which their import does not say.
    private let source: any DispatchSourceProtocol

    init(_ source: any DispatchSourceProtocol) { self.source = source }

    /// Lets events come; called once.
    func start(_ handle: @escaping @Sendable () -> Void, whenCancelled: @escaping @Sendable () -> Void) {
        source.setEventHandler(handler: handle)
        source.setCancelHandler(handler: whenCancelled)
        source.resume()
    }

    /// Lets no events come for a while.
    func rest(for pause: DispatchTimeInterval, on queue: DispatchQueue) {
        source.suspend()
        queue.asyncAfter(deadline: .now() + pause) { source.resume() }
    }

    /// Lets no more events come; a second call does nothing.
    func cancel() { source.cancel() }
}
