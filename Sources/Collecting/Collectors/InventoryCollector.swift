import PterodactylAPI
import Telemetry

/// Reads whose key it is, and which servers there are.
///
/// The first list is read at once. Later ones are read page by page over half the interval, and each page counts when it
/// comes. A server that a list lacks is asked for by itself before it is forgotten: while pages are read, others move from
/// one to the next.
struct InventoryCollector: Collector {
    let kind = CollectorKind.inventory
    private var sweep = PageSweep<Server>()

    func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        guard let scope = Self.scope(knowledge) else { return [once(.account, at: now)] }
        return [repeated(.serverList(scope, page: 1), knowledge, at: now)].compactMap(\.self)
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        switch answer {
        case .account(let account):
            knowledge.isAdmin = account.isAdmin
            if !account.isAdmin {
                knowledge.forgetApplicationAPI()
                knowledge.say(.missingRight("root admin", consequence: "only own and shared servers, no node capacity"))
            }
            return []
        case .servers(let page):
            for server in page.items { knowledge.list(server, at: now) }
            let outcome = sweep.take(page, number: call.page)
            let isFirst = !knowledge.hasInventory
            var missing: [Job] = []
            let rest = proceed(
                outcome,
                of: call,
                priority: isFirst ? .urgent : .routine,
                spread: isFirst ? .zero : (knowledge.plan.intervals[kind] ?? .zero) / 2,
                at: now
            ) { servers in
                let gone = knowledge.compare(with: Set(servers.map(\.uuid)))
                missing = gone.map { once(.server($0), priority: .routine, at: now) }
                if case .serverList(let scope, _) = call { knowledge.listed(scope, at: now) }
                if servers.isEmpty { knowledge.say(.noServers) } else { knowledge.unsay { $0 == .noServers } }
            }
            // An administrator's list is empty for an owner who is none any more.
            return page.pagination.total == 0 ? [once(.account, at: now)] + missing : rest + missing
        case .server(let server):
            knowledge.renew(server, at: now)
            return []
        default: return []
        }
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        switch call {
        case .account: return [once(.account, at: now + .seconds(5))]
        case .serverList:
            sweep.abandon()
            return call.page == 1 ? [] : [once(call.turned(to: 1), at: now + .seconds(5))]
        case .server(let uuid):
            // Deleted, or hidden from this key now.
            switch error {
            case .notFound, .forbidden: knowledge.forget(uuid)
            default: break
            }
            return []
        default: return []
        }
    }

    private static func scope(_ knowledge: PanelKnowledge) -> ServerScope? {
        switch knowledge.plan.scope {
        case .fixed(let scope): knowledge.isAdmin == nil ? nil : scope
        case .automatic: knowledge.isAdmin.map { $0 ? .adminAll : .accessible }
        }
    }
}
