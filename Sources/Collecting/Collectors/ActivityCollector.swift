import PterodactylAPI
import Telemetry

/// Reads activity log and schedules of servers that went down or came up without a known cause, and of no others.
struct ActivityCollector: Collector {
    let kind = CollectorKind.activity
    /// Until when a call that failed is left alone.
    private var pauses: [PanelCall: Timestamp] = [:]
    /// Servers whose log the panel could not tell when it was asked last.
    private var untold: Set<ServerUUID> = []

    func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        knowledge.openCases.flatMap { uuid -> [Job] in
            guard let record = knowledge.servers[uuid], !record.isHeld else { return [] }
            let wanted = [
                (PanelCall.activity(uuid), record.tracker.activityDue),
                (.schedules(uuid), record.tracker.schedulesDue),
            ]
            return wanted.compactMap { call, due in
                due.map { once(call, at: max($0, pauses[call] ?? now, now)) }
            }
        }
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let uuid = call.server else { return [] }
        pauses[call] = nil
        switch answer {
        case .activity(let page):
            let events = page.items.compactMap(ServerEvent.init)
            let wasUntold = untold.remove(uuid) != nil
            knowledge.update(uuid) { record in
                // What the panel could not tell, nodes could not send it either: it comes late from now on.
                if wasUntold { record.tracker.awaitLateEntries(at: now) }
                record.tracker.observe(events: events, readAt: now)
            }
        case .schedules(let schedules):
            let digests = schedules.compactMap(ScheduledPower.init)
            knowledge.update(uuid) { $0.tracker.observe(schedules: digests, readAt: now) }
        default: break
        }
        return []
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let uuid = call.server else { return [] }
        if case .forbidden = error {
            let isActivity = if case .activity = call { true } else { false }
            knowledge.update(uuid) { record in
                if isActivity { record.tracker.denyActivity(at: now) } else { record.tracker.denySchedules(at: now) }
            }
            let right = isActivity ? "activity.read" : "schedule.read"
            knowledge.say(.missingRight(right, consequence: "why a server stopped cannot be told"))
            return []
        }
        let next = now + .seconds(10)
        pauses[call] = next
        // While the panel holds the server it answers 409, which may be all that tells of a short hold; what is open is planned
        // anew when it lets go.
        if case .conflict(let state, _) = error { return heed(state, of: uuid, &knowledge, at: now) }
        switch (call, error) {
        case (_, .rateLimited), (_, .throttled): break
        case (.activity, _): untold.insert(uuid)
        default: break
        }
        return [once(call, at: next)]
    }

    mutating func forget(_ gone: Set<ServerUUID>) {
        pauses = pauses.filter { entry in entry.key.server.map { !gone.contains($0) } ?? true }
        untold.subtract(gone)
    }
}
