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

    func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        guard knowledge.isAdmin == true else { return [] }
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
            case .complete(let nodes): Self.apply(nodes, to: &knowledge)
            }
        case (.locations(let page), .locations(let number)):
            switch locations.take(page, number: number) {
            case .ask(let pages): return pages.map { once(.locations(page: $0), at: now) }
            case .complete(let locations): Self.apply(locations, to: &knowledge)
            }
        case (.applicationServers(let page), .applicationServers(let number)):
            switch servers.take(page, number: number) {
            case .ask(let pages): return pages.map { once(.applicationServers(page: $0), at: now) }
            case .complete(let servers): Self.apply(servers, to: &knowledge)
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
        switch call {
        case .nodes: nodes.abandon()
        case .locations: locations.abandon()
        default: servers.abandon()
        }
        if case .forbidden = error {
            denied.insert(call.request.name)
            knowledge.say(
                .missingRight("\(call.request.name) of the application API", consequence: "its metrics are absent")
            )
        }
        return []
    }

    private static func apply(_ nodes: [Node], to knowledge: inout PanelKnowledge) {
        knowledge.nodes = Dictionary(nodes.map { ($0.name, $0) }) { first, _ in first }
    }

    private static func apply(_ locations: [Location], to knowledge: inout PanelKnowledge) {
        knowledge.locations = Dictionary(locations.map { ($0.id, $0.short) }) { first, _ in first }
    }

    private static func apply(_ servers: [ApplicationServer], to knowledge: inout PanelKnowledge) {
        knowledge.applications = Dictionary(servers.map { ($0.uuid, ApplicationDetails($0)) }) { first, _ in first }
        for (uuid, application) in knowledge.applications {
            knowledge.update(uuid) { $0.application = application }
        }
    }
}
