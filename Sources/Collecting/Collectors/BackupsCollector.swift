import PterodactylAPI
import Telemetry

/// Reads each server's backup list, every page: the panel gives no order to rely on.
struct BackupsCollector: Collector {
    let kind = CollectorKind.backups
    private var sweeps: [ServerUUID: PageSweep<Backup>] = [:]
    private var denied: Set<ServerUUID> = []

    func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        knowledge.servers.values.compactMap { record in
            denied.contains(record.uuid) ? nil : repeated(.backups(record.uuid, page: 1), knowledge, at: now)
        }
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard case .backups(let page) = answer, let uuid = call.server else { return [] }
        var sweep = sweeps.removeValue(forKey: uuid) ?? PageSweep()
        let outcome = sweep.take(page, number: call.page)
        if case .ask = outcome { sweeps[uuid] = sweep }
        return proceed(outcome, of: call, priority: .routine, at: now) { backups in
            knowledge.update(uuid) { record in
                record.wasAskedForBackups = true
                record.backups = BackupSummary(backups, receivedAt: now)
            }
        }
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let uuid = call.server else { return [] }
        sweeps[uuid] = nil
        knowledge.update(uuid) { $0.wasAskedForBackups = true }
        if case .forbidden = error {
            denied.insert(uuid)
            knowledge.update(uuid) { $0.backups = nil }
            knowledge.say(.missingRight("backup.read", consequence: "no backup metrics for some servers"))
        }
        return []
    }

    mutating func forget(_ gone: Set<ServerUUID>) {
        for uuid in gone { sweeps[uuid] = nil }
        denied.subtract(gone)
    }
}
