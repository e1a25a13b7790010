import PterodactylAPI
public import Telemetry

// What keeps the server from being seen, or from running.
extension ServerTracker {
    /// Notes that the server cannot be seen: its node or the panel does not answer, or the answer is too old.
    public mutating func lose(at now: Timestamp) {
        guard state != nil || situation != .unknown else { return }
        state = nil
        sinceUp.wasLost = true
        if situation != .held { enter(.unknown, at: now) }
        if situation == .unknown, transitions.contains(where: { $0.cameUpAt == nil }) { isDesiredUp = nil }
    }

    /// Notes that the panel keeps it from running.
    ///
    /// - Parameter isPassing: whether the hold leaves the process and what is wanted of it alone, as node maintenance
    ///   does; else it is left as the panel leaves it: suspension, install, restore and transfer end offline.
    public mutating func hold(isPassing: Bool = false, at now: Timestamp) {
        state = nil
        if isPassing, !sinceUp.wasHeld {
            if situation != .held { wishBeforeHold = wish }
            sinceUp.wasLost = true
        } else {
            wishBeforeHold = nil
            sinceUp.wasHeld = true
            heldAt = now
            transitions.removeAll { $0.cameUpAt == nil }
            // What the panel holds it stops first.
            if isStopAnonymous, now - situationSince < timing.lookback { sinceUp.downCause = nil }
        }
        enter(.held, at: now)
        isDesiredUp = nil
    }

    /// Notes that Wings has it suspended, as it does for the panel, and while it restores a backup: that is what stops it, and
    /// it is left offline afterwards.
    public mutating func holdOnNode(at now: Timestamp) {
        guard !sinceUp.wasHeld else { return }
        sinceUp.wasHeld = true
        transitions.removeAll { $0.cameUpAt == nil }
        if situation == .undecided { settleDown(.panel, at: now) }
    }

    /// Notes that the panel no longer keeps it from running.
    public mutating func release(at now: Timestamp) {
        guard situation == .held else { return }
        isDesiredUp = wishBeforeHold
        wishBeforeHold = nil
        enter(.unknown, at: now)
    }

    /// Notes that its node as a whole is in trouble: nothing that was said of its end is about the server.
    public mutating func distrust(at now: Timestamp) {
        for index in transitions.indices {
            transitions[index].report = nil
            transitions[index].isWatched = false
        }
        lose(at: now)
    }

    /// Notes that Wings stops it because it uses more disk than it may.
    public mutating func exceedDisk() { sinceUp.downCause = .disk }
}
