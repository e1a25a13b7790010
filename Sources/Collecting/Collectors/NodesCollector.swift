import PterodactylAPI
import Telemetry

/// Reads what only the application API tells: capacity of the nodes, their locations and allocations, and owner and egg
/// of servers.
///
/// A root admin's client key may read it all; an ordinary user's may not, and is not asked to.
struct NodesCollector: Collector {
    let kind = CollectorKind.nodes
    private var nodes = PageSweep<Node>()
    private var locations = PageSweep<Location>()
    private var servers = PageSweep<ApplicationServer>()
    /// How many allocations nodes have in all, until it is known how many of them are free.
    private var totals: [NodeID: Int] = [:]
    private var denied: Set<String> = []
    /// Whether the list of servers was read once.
    private var hasServers = false

    mutating func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        guard knowledge.isAdmin == true else {
            denied = []
            return []
        }
        guard knowledge.plan.intervals[kind] != nil else { return [] }
        let lists = [
            repeated(.nodes(page: 1), knowledge, at: now),
            repeated(.locations(page: 1), knowledge, every: .inventory, at: now),
            repeated(.applicationServers(page: 1), knowledge, every: .inventory, at: now),
        ]
        let counts = knowledge.nodes.values.map { node in
            repeated(
                .allocationCount(node.id, isUnassignedOnly: false),
                knowledge,
                every: .inventory,
                atLeast: PanelPlan.shortestAllocationInterval,
                at: now
            )
        }
        return (lists + counts).compactMap(\.self).filter { !denied.contains($0.call.request.name) }
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        switch answer {
        case .nodes(let page):
            let outcome = nodes.take(page, number: call.page)
            return proceed(outcome, of: call, at: now) { listed in
                knowledge.areNodesDenied = false
                knowledge.list(listed)
            }
        case .locations(let page):
            let outcome = locations.take(page, number: call.page)
            return proceed(outcome, of: call, at: now) { knowledge.list($0) }
        case .applicationServers(let page):
            let outcome = servers.take(page, number: call.page)
            let spread = hasServers ? (knowledge.plan.intervals[.inventory] ?? .zero) / 2 : .zero
            return proceed(outcome, of: call, priority: .routine, spread: spread, at: now) { listed in
                knowledge.list(listed)
                hasServers = true
            }
        case .allocations(let page): return count(page, call, &knowledge, at: now)
        default: return []
        }
    }

    /// Takes in how many allocations a node has; then how many of them are free.
    private mutating func count(
        _ page: Page<ApplicationAllocation>,
        _ call: PanelCall,
        _ knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        guard case .allocationCount(let node, let isUnassignedOnly) = call else { return [] }
        guard isUnassignedOnly else {
            totals[node] = page.pagination.total
            return [once(.allocationCount(node, isUnassignedOnly: true), priority: .routine, at: now)]
        }
        let unassigned = page.pagination.total
        // A panel that does not heed the filter shows assigned ones as well: then nothing is known.
        let isHeeded = !page.items.contains(where: \.isAssigned)
        knowledge.allocations[node] = totals.removeValue(forKey: node).flatMap { total in
            guard isHeeded, unassigned <= total else { return nil }
            return AllocationCounts(assigned: total - unassigned, unassigned: unassigned, receivedAt: now)
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
        let isDenied = if case .forbidden = error { true } else { false }
        switch call {
        case .nodes:
            nodes.abandon()
            if isDenied {
                knowledge.list([Node]())
                knowledge.areNodesDenied = true
            }
        case .locations:
            locations.abandon()
            if isDenied { knowledge.list([Location]()) }
        case .allocationCount(let node, _):
            totals[node] = nil
            if isDenied { knowledge.allocations = [:] }
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
