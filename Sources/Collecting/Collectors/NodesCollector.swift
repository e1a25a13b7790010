import PterodactylAPI
import Telemetry

/// Reads what only the application API tells: capacity of the nodes, their locations, and owner and egg of servers.
///
/// A root admin's client key may read it all; an ordinary user's may not, and is not asked to.
struct NodesCollector: Collector {
    let kind = CollectorKind.nodes
    private var nodes = PageSweep<Node>()
    private var locations = PageSweep<Location>()
    private var servers = PageSweep<ApplicationServer>()
    private var denied: Set<String> = []

    mutating func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        guard knowledge.isAdmin == true else {
            denied = []
            return []
        }
        guard knowledge.plan.intervals[kind] != nil else { return [] }
        return [
            repeated(.nodes(page: 1), knowledge, at: now),
            repeated(.locations(page: 1), knowledge, every: .inventory, at: now),
            repeated(.applicationServers(page: 1), knowledge, every: .inventory, at: now),
        ].compactMap(\.self).filter { !denied.contains($0.call.request.name) }
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        switch (answer, call) {
        case (.nodes(let page), .nodes(let number)):
            switch nodes.take(page, number: number) {
            case .ask(let pages): return pages.map { once(.nodes(page: $0), at: now) }
            case .complete(let nodes): knowledge.list(nodes)
            }
        case (.locations(let page), .locations(let number)):
            switch locations.take(page, number: number) {
            case .ask(let pages): return pages.map { once(.locations(page: $0), at: now) }
            case .complete(let locations): knowledge.list(locations)
            }
        case (.applicationServers(let page), .applicationServers(let number)):
            switch servers.take(page, number: number) {
            case .ask(let pages): return pages.map { once(.applicationServers(page: $0), at: now) }
            case .complete(let servers): knowledge.list(servers)
            }
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
        let isDenied = if case .forbidden = error { true } else { false }
        switch call {
        case .nodes:
            nodes.abandon()
            if isDenied { knowledge.list([Node]()) }
        case .locations:
            locations.abandon()
            if isDenied { knowledge.list([Location]()) }
        default:
            servers.abandon()
            if isDenied { knowledge.list([ApplicationServer]()) }
        }
        guard isDenied else { return [] }
        denied.insert(call.request.name)
        knowledge.say(
            .missingRight("\(call.request.name) of the application API", consequence: "its metrics are absent")
        )
        // The key's owner may be no administrator any more.
        return [once(.account, at: now)]
    }
}
