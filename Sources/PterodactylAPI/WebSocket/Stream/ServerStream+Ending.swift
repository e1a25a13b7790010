extension ServerStream {
    /// Gives a connection, or the attempt at one, up and plans the next.
    mutating func disconnect(
        _ reason: DisconnectReason,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        var retryAfter = Duration.zero
        if case .noCredentials(let error) = reason { retryAfter = error.retryAfter ?? .zero }
        if case .live(_, let since) = phase {
            missingSince = refusedSince ?? liveness.heardAt
            if steps.now - since >= timing.stableAfter { failures = 0 }
        }
        if let socket = currentSocket { steps.actions.append(.close(socket, code: 1000)) }
        failures += 1
        forgetConnection()
        let delay = max(timing.delay(after: failures, using: &generator), retryAfter)
        let retryAt = max(steps.now + delay, fetch.mayStart(timing))
        phase = .waiting(until: retryAt)
        steps.deliver(.disconnected(reason, retryAt: retryAt))
    }

    /// Ends the stream for good.
    mutating func end(_ reason: EndReason, _ steps: inout Steps) {
        if let socket = currentSocket { steps.actions.append(.close(socket, code: 1000)) }
        forgetConnection()
        phase = .ended
        steps.deliver(.ended(reason))
    }

    /// Does what a server's disappearance from its node asks for.
    ///
    /// At the end of a transfer the source node says `deleted`, too; the panel then knows the new node.
    mutating func serverGone(_ steps: inout Steps, _ generator: inout some RandomNumberGenerator) {
        if hasMoved {
            disconnect(.moved, &steps, &generator)
        } else {
            end(.deleted, &steps)
        }
    }

    private mutating func forgetConnection() {
        // Credentials that are under way may have been made before Wings was restarted: they are not used any more.
        fetch.isOutdated = fetch.isUnderWay
        token = nil
        renewal = TokenRenewal()
        belief = StateBelief()
        refusedSince = nil
        hasMoved = false
    }
}
