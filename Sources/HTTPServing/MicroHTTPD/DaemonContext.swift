/// What the callbacks of one daemon share: immutable, but for the count of requests, which locks by itself.
final class DaemonContext: Sendable {
    let router: Router
    let limits: ServerLimits
    let requests: InFlightRequests
    let observe: (@Sendable (ServedExchange) -> Void)?

    init(
        router: Router,
        limits: ServerLimits,
        requests: InFlightRequests,
        observe: (@Sendable (ServedExchange) -> Void)?
    ) {
        self.router = router
        self.limits = limits
        self.requests = requests
        self.observe = observe
    }

    /// The answer to a request that was read to its end.
    func answer(_ exchange: RequestExchange) -> ServedResponse {
        if exchange.isBodyTooLong { return .bodyTooLong(limit: limits.bodyBytes) }
        guard let request = exchange.request else {
            return .text("400 the request target cannot be read", status: 400)
        }
        return router.answer(request)
    }
}

extension ServedResponse {
    static func bodyTooLong(limit: Int) -> ServedResponse {
        .text("413 the body is longer than \(limit) bytes", status: 413)
    }
}
