import PanelSimulator
import PterodactylAPI
import Remediation
import Telemetry

/// Whether the ledger says truly why a server is left alone.
extension Judge {
    /// Takes note that somebody else asks for a server, and goes on asking.
    mutating func noteRequest(for server: ServerUUID, at now: Timestamp) {
        guard let index = subjects.firstIndex(where: { $0.uuid == server }) else { return }
        reasons.noteRequest(for: index, at: now)
    }

    /// Notes how the panel and its nodes stand.
    mutating func noteSurroundings(_ world: VirtualWorld) {
        bounds.notePanel(isDown: troubles.isPanelDown, at: world.now)
        guard episode.incidents.contains(where: { $0.kind == .nodeMaintenance }) else { return }
        reasons.inMaintenance = Set(world.panel.nodes.filter { $0.mode == .maintenance }.map(\.id))
    }

    /// Notes which reasons hold for a server now.
    mutating func noteReasons(_ index: Int, _ truth: ServerTruth?, _ world: VirtualWorld) {
        let now = world.now
        let subject = subjects[index]
        func note(_ reason: RefusalReason, _ isSo: Bool) { if isSo { reasons.note(reason, for: index, at: now) } }
        let isInMaintenance = reasons.inMaintenance.contains(subject.node)
        let isPanelImpaired = world.panel.panelMode != .ok
        let isAway = troubles.isTroubled(subject.node, at: now) && !isInMaintenance
        let isDoubtful = isPanelImpaired || promises.troubled.contains(subject.node) && !isInMaintenance
        note(.stopped, troubles.isStopped)
        note(.notListed, truth == nil || subject.isDeleted)
        note(.notCovered, subject.holds.contains(.policy))
        note(.ledgerUnavailable, troubles.isLedgerBroken)
        note(.panelUnreachable, isPanelImpaired)
        note(.nodeUnreachable, isAway || isDoubtful)
        note(.nodeMaintenance, isInMaintenance)
        note(.maintenanceWindow, subject.kind == .maintenanceWindow && isInWindow(subject, at: now))
        note(.ownerOptOut, subject.kind == .ownerOff)
        note(.transferring, subject.holds.contains(.transfer))
        note(.status, truth?.status != nil)
        note(.silenced, subject.holds.contains(.silence))
        note(.observing, troubles.isObserving || subject.kind == .ownerObserves)
        note(.awaitingApproval, reasons.isAsking)
        note(.diskOverLimit, subject.holds.contains(.disk))
        let isOffline = truth?.state == .offline
        note(.notDown, !isOffline)
        note(.undecided, isOffline)
        let isDecidable = !subject.kind.isUndecidable(by: episode.source)
        note(.stoppedOnPurpose, !subject.isWantedUp || !isDecidable || refused.contains(subject.uuid))
        note(.notDesiredUp, !subject.isWantedUp && !isOffline || !isDecidable)
        let knownAt = world.book.newestKnowledge(of: subject.uuid, on: subject.node)
        // A panel that answers nonsense tells nothing of what others did, though the node itself may tell the state.
        let readAt = world.book.newestReading(of: subject.uuid)
        let isLogStale = readAt.map { now - $0 > bounds.policy.freshness } ?? true
        let isLogOut = world.panel.panelMode == .wrongJSON && isLogStale
        note(.staleObservation, knownAt.map { now - $0 > .seconds(45) } ?? true || isLogOut)
        // Whoever looks at what is held or away may miss its state before they are told why; but not for ever.
        let isHeld = truth?.status != nil || isInMaintenance || subject.holds.contains(.transfer) || subject.isDeleted
        note(.stateUnknown, reasons.isChanged(isHidden: isHeld || isAway, of: index))
        let isYoung = now - world.book.lookingSince < Reasons.patience
        note(.stateUnknown, isDoubtful && !isAway || subject.kind == .unknownToWings || isYoung)
    }

    /// Judges the reasons that were written down, and those that still stand where somebody goes on asking.
    mutating func judgeReasons(_ world: VirtualWorld) {
        for refusal in reasons.unseen(of: world.book.refusals) {
            guard let server = refusal.server,
                let index = subjects.firstIndex(where: { $0.identifier == server.identifier })
            else { continue }
            reasons.write(refusal.reason, of: index, at: refusal.at)
            guard !reasons.holds(refusal.reason, of: index, at: refusal.at), reasons.isNews(of: index) else { continue }
            fail(.wrongReason, index, "the ledger says \(refusal.reason.rawValue)", at: refusal.at)
        }
        for (index, asked) in reasons.asked.enumerated() {
            guard let asked, world.book.lookingSince <= asked else { continue }
            if let newest = reasons.newest(of: index), !reasons.holds(newest.reason, of: index, at: world.now),
                reasons.isNews(of: index)
            {
                fail(.wrongReason, index, "the ledger still says \(newest.reason.rawValue)", at: world.now)
            }
            // It was begun by an agent that was killed, so that it is not this incident's own.
            guard let begun = world.book.openAttempt(at: subjects[index].uuid), begun <= world.book.lookingSince,
                world.now - asked > .seconds(60), reasons.newest(of: index)?.reason != .attemptOpen,
                reasons.isNews(of: index)
            else { continue }
            fail(.wrongReason, index, "the ledger does not say that an attempt is under way", at: world.now)
        }
    }
}
