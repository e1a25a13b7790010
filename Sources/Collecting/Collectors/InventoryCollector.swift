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
        switch (answer, call) {
        case (.account(let account), _):
            knowledge.isAdmin = account.isAdmin
            if !account.isAdmin {
                knowledge.forgetApplicationAPI()
                knowledge.say(.missingRight("root admin", consequence: "only own and shared servers, no node capacity"))
            }
            return plan(knowledge, at: now)
        case (.servers(let page), .serverList(let scope, let number)):
            switch sweep.take(page, number: number) {
            case .ask(let pages): return pages.map { once(.serverList(scope, page: $0), at: now) }
            case .complete(let servers):
                Self.apply(servers, to: &knowledge, at: now)
                // An administrator's list is empty for an owner who is none any more.
                if servers.isEmpty { return [once(.account, at: now)] }
            }
        case (.server(let server), _):
            knowledge.update(server.uuid) { $0.renew(server, at: now) }
        default: break
        }
        return []
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        switch call {
        case .account: return [once(.account, at: now + .seconds(5))]
        case .serverList(let scope, let page):
            sweep.abandon()
            return page == 1 ? [] : [once(.serverList(scope, page: 1), at: now + .seconds(5))]
        default: return []
        }
    }

    private static func scope(_ knowledge: PanelKnowledge) -> ClientAPI.ServerScope? {
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
