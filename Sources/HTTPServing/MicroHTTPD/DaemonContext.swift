/// What the callbacks of one daemon share: immutable, but for the count of requests, which locks by itself.
final class DaemonContext: Sendable {
    let router: Router
    let limits: ServerLimits
    let requests: InFlightRequests
    let deferred: DeferredAnswers
    let observe: (@Sendable (ServedExchange) -> Void)?

    init(
        router: Router,
        limits: ServerLimits,
        requests: InFlightRequests,
        deferred: DeferredAnswers,
        observe: (@Sendable (ServedExchange) -> Void)?
    ) {
        self.router = router
        self.limits = limits
        self.requests = requests
        self.deferred = deferred
        self.observe = observe
    }

    /// What is to be done about a request that was read to its end.
    enum Reply {
        case atOnce(ServedResponse)
        case later(DeferredAnswer, @Sendable () async -> ServedResponse)
    }

    /// The answer to a request that was read to its end, or who makes it.
    func reply(to exchange: RequestExchange) -> Reply {
        if exchange.isBodyTooLong { return .atOnce(.bodyTooLong(limit: limits.bodyBytes)) }
        guard let request = exchange.request else {
            return .atOnce(.text("400 the request target cannot be read", status: 400))
        }
        switch router.resolve(request.method, request.path) {
        case .refusal(let response): return .atOnce(response)
        case .route(.immediate(let handler)): return .atOnce(handler(request))
        case .route(.deferred(let handler)):
            guard let answer = deferred.admit() else {
                return .atOnce(.text("503 too many answers are being made; ask again later", status: 503))
            }
            return .later(answer) { await handler(request) }
        }
    }
}

extension ServedResponse {
    static func bodyTooLong(limit: Int) -> ServedResponse {
        .text("413 the body is longer than \(limit) bytes", status: 413)
    }
}
