extension ServerStream {
    /// Does what is due at the present.
    mutating func advance(_ steps: inout Steps, _ generator: inout some RandomNumberGenerator) {
        let now = steps.now
        switch phase {
        case .waiting(let until) where until <= now && !fetch.isUnderWay:
            startFetch(&steps)
            phase = .fetching
        case .connecting(_, let since) where since + timing.openTimeout <= now:
            disconnect(.notOpened(.transport(.timedOut)), &steps, &generator)
        case .authenticating(_, let since) where since + timing.authenticationTimeout <= now:
            disconnect(.notAuthenticated(nil), &steps, &generator)
        case .live(let id, _):
            advanceRenewal(&steps, &generator)
            advanceLiveness(on: id, &steps, &generator)
        case .idle, .fetching, .connecting, .authenticating, .waiting, .ended: break
        }
    }

    private mutating func advanceLiveness(
        on id: SocketID,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        guard let deadline = livenessDeadline, deadline <= steps.now else { return }
        if liveness.probe != nil { return disconnect(.silent, &steps, &generator) }
        let needsText = expectsStats && liveness.textAt + timing.statsAfter <= steps.now
        liveness.probe = Liveness.Probe(deadline: steps.now + timing.probeTimeout, needsText: needsText)
        steps.actions.append(.ping(id))
        if needsText { steps.actions.append(.send(id, .sendStats)) }
    }

    /// Whether Wings should say something every second.
    private var expectsStats: Bool { belief.state == .running && refusedSince == nil }

    private var livenessDeadline: PanelTime? {
        if let probe = liveness.probe { return probe.deadline }
        let ping = liveness.heardAt + timing.pingAfter
        return expectsStats ? min(ping, liveness.textAt + timing.statsAfter) : ping
    }

    /// When something is due next; nil when only an input can bring the stream on.
    var nextDeadline: PanelTime? {
        switch phase {
        case .idle, .fetching, .ended: nil
        case .waiting(let until): fetch.isUnderWay ? nil : until
        case .connecting(_, let since): since + timing.openTimeout
        case .authenticating(_, let since): since + timing.authenticationTimeout
        case .live: [renewalDeadline, livenessDeadline].compactMap(\.self).min()
        }
    }
}
