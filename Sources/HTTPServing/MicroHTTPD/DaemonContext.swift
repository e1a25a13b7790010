/// What the callbacks of one server's daemons share: immutable, but for what locks by itself.
final class DaemonContext: Sendable {
    let router: Router
    let limits: ServerLimits
    let connections: ConnectionTable
    let requests: InFlightRequests
    let deferred: DeferredAnswers
    /// Who may ask.
    let access: AccessControl
    /// The answers that wait for a password to be hashed: apart from the others, so that guesses take no place of theirs.
    let checks: DeferredAnswers
    /// The answers of routes that usually answer at once: apart from the others, so that those take no place of theirs.
    let decided: DeferredAnswers
    /// What connections speak below HTTP; nil for nothing.
    let tls: ServerTLS?
    let observe: (@Sendable (ServedExchange) -> Void)?

    init(
        router: Router,
        limits: ServerLimits,
        access: AccessControl,
        tls: ServerTLS?,
        observe: (@Sendable (ServedExchange) -> Void)?
    ) {
        self.router = router
        self.limits = limits
        connections = ConnectionTable(limits)
        requests = InFlightRequests()
        deferred = DeferredAnswers(limit: limits.deferredAnswers, deadline: limits.deferredTimeout)
        checks = DeferredAnswers(limit: limits.passwordChecks, deadline: limits.deferredTimeout)
        decided = DeferredAnswers(limit: limits.lateAnswers, deadline: limits.deferredTimeout)
        self.access = access
        self.tls = tls
        self.observe = observe
    }

    /// All that may be made beside the threads.
    var answers: [DeferredAnswers] { [deferred, checks, decided] }

    /// What is to be done about a request that was read to its end.
    enum Reply {
        case atOnce(ServedResponse)
        case later(DeferredAnswer, of: DeferredAnswers, @Sendable () async -> ServedResponse)
    }

    /// The answer to a request that was read to its end, or who makes it.
    func reply(to exchange: RequestExchange) -> Reply {
        if exchange.isBodyTooLong { return .atOnce(.bodyTooLong(limit: limits.bodyBytes)) }
        guard let request = exchange.request else {
            return .atOnce(.text("400 the request target cannot be read", status: 400))
        }
        if let bound = router.bound(of: request.path) {
            guard bound.enter() else { return .atOnce(bound.refusal) }
            exchange.bound = bound
        }
        switch access.verdict(on: request) {
        case .admitted: return reply(to: request)
        case .refused(let response): return .atOnce(response)
        case .undecided(let isRight):
            guard let answer = checks.admit() else {
                return .atOnce(.text("503 too many passwords are being checked; ask again later", status: 503))
            }
            // The place is kept until the answer is made, which happens once for each password.
            return .later(answer, of: checks) { [access, router] in
                await isRight() ? await router.answer(request) : access.refusal
            }
        }
    }

    private func reply(to request: ServedRequest) -> Reply {
        switch router.resolve(request.method, request.path) {
        case .refusal(let response): return .atOnce(response)
        case .route(.immediate(let handler)): return .atOnce(handler(request))
        case .route(.deferred(let handler)): return later(of: deferred) { await handler(request) }
        case .route(.deciding(let handler)):
            switch handler(request) {
            case .now(let response): return .atOnce(response)
            case .later(let work): return later(of: decided, work)
            }
        }
    }

    private func later(
        of answers: DeferredAnswers,
        _ work: @escaping @Sendable () async -> ServedResponse
    ) -> Reply {
        guard let answer = answers.admit() else {
            return .atOnce(.text("503 too many answers are being made; ask again later", status: 503))
        }
        return .later(answer, of: answers, work)
    }
}

extension ServedResponse {
    static func bodyTooLong(limit: Int) -> ServedResponse {
        .text("413 the body is longer than \(limit) bytes", status: 413)
    }
}
