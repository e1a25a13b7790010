extension ServerStream {
    mutating func startFetch(_ steps: inout Steps) {
        fetch = CredentialFetch(startedAt: steps.now, isUnderWay: true)
        steps.actions.append(.fetchCredentials)
    }

    mutating func gotCredentials(
        _ credentials: WebSocketCredentials,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        guard let askedAt = finishFetch() else { return }
        let token = StreamToken(credentials.token, askedAt: askedAt, timing: timing, using: &generator)
        switch phase {
        case .fetching:
            self.token = token
            sockets += 1
            let id = SocketID(number: sockets)
            phase = .connecting(id, since: steps.now)
            steps.actions.append(.connect(id, WebSocketRequest(url: credentials.socket, origin: origin)))
        case .live(let id, _):
            renewal.sent = token
            renewal.sentAt = steps.now
            steps.actions.append(.send(id, .authenticate(token.secret)))
        case .idle, .connecting, .authenticating, .waiting, .ended: break
        }
    }

    mutating func gotNoCredentials(
        _ error: PanelError,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        guard fetch.isUnderWay else { return }
        let isWanted = finishFetch() != nil
        if error.meansNoAccess { return end(.refusedByPanel(error), &steps) }
        guard isWanted else { return }
        if phase == .fetching { return disconnect(.noCredentials(error), &steps, &generator) }
        renewalFailed(after: error.retryAfter ?? .zero, at: steps.now, &generator)
    }

    /// Ends the request under way; gives when it was started, nil when there is none or its answer is not wanted.
    private mutating func finishFetch() -> PanelTime? {
        guard fetch.isUnderWay, let startedAt = fetch.startedAt else { return nil }
        let isWanted = !fetch.isOutdated
        fetch.isUnderWay = false
        fetch.isOutdated = false
        return isWanted ? startedAt : nil
    }

    /// Plans the next attempt at a renewal after one that failed.
    mutating func renewalFailed(
        after pause: Duration = .zero,
        at now: PanelTime,
        _ generator: inout some RandomNumberGenerator
    ) {
        renewal.sent = nil
        renewal.sentAt = nil
        renewal.failures += 1
        renewal.notBefore = now + max(timing.delay(after: renewal.failures, using: &generator), pause)
    }

    /// Notes that Wings refuses the token.
    mutating func refused(at now: PanelTime, _ generator: inout some RandomNumberGenerator) {
        refusedSince = refusedSince ?? liveness.completeAt
        guard !renewal.isNeeded else { return }
        renewal.isNeeded = true
        // One that was accepted, and then did not let a single event through, is no better the next moment.
        if renewal.isUnproven { renewalFailed(at: now, &generator) }
    }

    /// Starts the renewal that is due, and gives up on the one that is not answered.
    mutating func advanceRenewal(_ steps: inout Steps, _ generator: inout some RandomNumberGenerator) {
        if let token, token.renewAt <= steps.now { renewal.isNeeded = true }
        if let sentAt = renewal.sentAt, sentAt + timing.authenticationTimeout <= steps.now {
            renewalFailed(at: steps.now, &generator)
        }
        guard let due = renewalDue, due <= steps.now else { return }
        startFetch(&steps)
    }

    /// When the next request for a renewal is to be made; nil when none is needed, or one is under way.
    private var renewalDue: PanelTime? {
        guard renewal.isNeeded, renewal.sentAt == nil, !fetch.isUnderWay else { return nil }
        return max(renewal.notBefore, fetch.mayStart(timing))
    }

    /// When the renewal has something to do.
    var renewalDeadline: PanelTime? {
        if let sentAt = renewal.sentAt { return sentAt + timing.authenticationTimeout }
        return renewal.isNeeded ? renewalDue : token?.renewAt
    }
}

extension PanelError {
    /// Whether the key has no access to the server's console, now and later.
    fileprivate var meansNoAccess: Bool {
        switch self {
        case .unauthenticated, .forbidden, .twoFactorRequired, .notFound: true
        default: false
        }
    }
}
