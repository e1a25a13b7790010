import PterodactylAPI
import Telemetry

/// Reads whose key it is, and which servers there are.
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
            let outcome = sweep.take(page, number: call.page)
            let rest = proceed(outcome, of: call, at: now) { Self.apply($0, to: &knowledge, at: now) }
            // An administrator's list is empty for an owner who is none any more.
            return page.pagination.total == 0 ? [once(.account, at: now)] : rest
        case .server(let server):
            knowledge.update(server.uuid) { $0.renew(server, at: now) }
            return []
        default: return []
        }
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        switch call {
        case .account: return [once(.account, at: now + .seconds(5))]
        case .serverList:
            sweep.abandon()
            return call.page == 1 ? [] : [once(call.turned(to: 1), at: now + .seconds(5))]
        default: return []
        }
    }

    private static func scope(_ knowledge: PanelKnowledge) -> ServerScope? {
        switch knowledge.plan.scope {
        case .fixed(let scope): knowledge.isAdmin == nil ? nil : scope
        case .automatic: knowledge.isAdmin.map { $0 ? .adminAll : .accessible }
        }
    }

    // MARK: - What a list says

    private static func apply(_ servers: [Server], to knowledge: inout PanelKnowledge, at now: Timestamp) {
        var current: Set<ServerUUID> = []
        for server in servers where current.insert(server.uuid).inserted { knowledge.list(server, at: now) }
        knowledge.keep(only: current)
        knowledge.hasInventory = true
        if servers.isEmpty { knowledge.say(.noServers) } else { knowledge.unsay { $0 == .noServers } }
    }
}
