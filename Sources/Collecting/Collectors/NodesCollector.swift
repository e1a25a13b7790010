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
        switch answer {
        case .nodes(let page):
            let outcome = nodes.take(page, number: call.page)
            return proceed(outcome, of: call, at: now) { knowledge.list($0) }
        case .locations(let page):
            let outcome = locations.take(page, number: call.page)
            return proceed(outcome, of: call, at: now) { knowledge.list($0) }
        case .applicationServers(let page):
            let outcome = servers.take(page, number: call.page)
            return proceed(outcome, of: call, at: now) { knowledge.list($0) }
        default: return []
        }
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
