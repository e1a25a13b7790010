extension ServerStream {
    /// Takes in what Wings said on the open socket.
    mutating func receive(
        _ event: WingsEvent,
        on id: SocketID,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        switch event {
        case .authenticated: authenticated(on: id, &steps)
        case .tokenExpiring:
            steps.deliver(.event(event))
            renewal.isNeeded = true
        case .tokenExpired:
            // One more event may still come through (recorded), and then none.
            steps.deliver(.event(event))
            renewal.isNeeded = true
            renewal.expiredAt = steps.now
        case .tokenRefused(let refusal):
            steps.deliver(.event(event))
            tokenRefused(refusal, &steps, &generator)
        case .daemonError where !isLive:
            // A token that is none at all ends here, and nothing else was asked for yet.
            steps.deliver(.event(event))
            disconnect(.notAuthenticated(nil), &steps, &generator)
        default: receiveOrdinary(event, on: id, &steps, &generator)
        }
    }

    private mutating func receiveOrdinary(
        _ event: WingsEvent,
        on id: SocketID,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        // Events come again, so the refusal is over, whether or not its end was told.
        if let since = refusedSince { tellGap(.tokenRefused, since: since, on: id, &steps) }
        if renewal.isUnproven {
            renewal.isUnproven = false
            renewal.failures = 0
        }
        liveness.completeAt = steps.now
        switch event {
        case .status(let state): belief.told(state, at: steps.now)
        case .stats(let stats):
            if let since = belief.shown(stats.state, at: steps.now, tolerance: timing.stateTolerance) {
                steps.deliver(.gap(.statusLost, since: since))
            }
        case .transferStatus(.completed), .transferStatus(.success): hasMoved = true
        case .transferStatus(.failure): hasMoved = false
        default: break
        }
        steps.deliver(.event(event))
        if event == .deleted { serverGone(&steps, &generator) }
    }

    private mutating func authenticated(on id: SocketID, _ steps: inout Steps) {
        switch phase {
        case .authenticating:
            phase = .live(id, since: steps.now)
            liveness.completeAt = steps.now
            steps.deliver(.connected)
            if let since = missingSince { tellGap(.reconnected, since: since, on: id, &steps) }
        case .live:
            guard renewal.sentAt != nil else { return }
            // Without a refusal, too, once the time was over: what stood for a lost event may have been lost itself.
            let expired = token.flatMap { $0.expiresAt <= steps.now ? $0.expiresAt : nil }
            let since = refusedSince ?? renewal.expiredAt ?? expired
            token = renewal.sent
            let failures = since == nil ? 0 : renewal.failures
            renewal = TokenRenewal()
            renewal.failures = failures
            renewal.isUnproven = since != nil
            if let since { tellGap(.tokenRefused, since: since, on: id, &steps) }
        case .idle, .fetching, .connecting, .waiting, .ended: break
        }
    }

    private mutating func tokenRefused(
        _ refusal: TokenRefusal,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        if refusal.isPermanent { return end(.tokenRefused(refusal), &steps) }
        if isLive {
            refused(at: steps.now, &generator)
        } else {
            disconnect(.notAuthenticated(refusal), &steps, &generator)
        }
    }

    /// Tells a gap and asks for the present state, since what is believed of it may be old.
    private mutating func tellGap(
        _ reason: GapReason,
        since: PanelTime,
        on id: SocketID,
        _ steps: inout Steps
    ) {
        missingSince = nil
        refusedSince = nil
        belief = StateBelief()
        steps.deliver(.gap(reason, since: since))
        steps.actions.append(.send(id, .sendStats))
    }
}
