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

/// What was heard of the other side, and when.
struct Liveness: Sendable, Equatable {
    struct Probe: Sendable, Equatable {
        let deadline: PanelTime
        /// Whether only a frame counts as an answer, as from a running server.
        let needsText: Bool
    }

    /// The last sign of any kind: all that was sent before it has arrived.
    private(set) var heardAt = PanelTime(millisecondsSince1970: 0)
    /// The last frame.
    private(set) var textAt = PanelTime(millisecondsSince1970: 0)
    /// The last moment at which no event was missing, as far as is known.
    var completeAt = PanelTime(millisecondsSince1970: 0)
    /// What was asked for, and is not answered yet.
    var probe: Probe?

    init() {}

    init(startedAt: PanelTime) {
        heardAt = startedAt
        textAt = startedAt
        completeAt = startedAt
    }

    mutating func heardText(at now: PanelTime) {
        heardAt = now
        textAt = now
        probe = nil
    }

    mutating func heardSign(at now: PanelTime) {
        heardAt = now
        if probe?.needsText == false { probe = nil }
    }
}

/// Which state the reader was told, compared with the one that `stats` carry.
struct StateBelief: Sendable, Equatable {
    private(set) var state: PowerState?
    private var agreedAt = PanelTime(millisecondsSince1970: 0)
    private var disagreesSince: PanelTime?

    mutating func told(_ state: PowerState, at now: PanelTime) {
        self.state = state
        agreedAt = now
        disagreesSince = nil
    }

    /// Notes a state in `stats`; gives since when the reader may believe a wrong one, when that has lasted too long.
    mutating func shown(_ shown: PowerState, at now: PanelTime, tolerance: Duration) -> PanelTime? {
        guard let state, state != shown else {
            told(shown, at: now)
            return nil
        }
        guard let since = disagreesSince else {
            disagreesSince = now
            return nil
        }
        guard now - since >= tolerance else { return nil }
        let agreed = agreedAt
        told(shown, at: now)
        return agreed
    }
}
