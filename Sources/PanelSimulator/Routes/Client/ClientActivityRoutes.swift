import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// A log, a server's or the caller's own; without `sort` in the order of the rows.
    func activity(
        _ log: [ActivityEntry],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        try Self.check(context.filters, allowed: ["event"])
        var entries = log
        for filter in context.filters { entries = entries.filter { $0.event.contains(filter.value) } }
        switch context.value("sort") {
        case nil, "": break
        case "timestamp": entries.sort { ($0.timestamp, $0.row) < ($1.timestamp, $1.row) }
        case "-timestamp": entries.sort { ($0.timestamp, $0.row) > ($1.timestamp, $1.row) }
        case .some(let sort):
            throw PanelFailure(
                400,
                "InvalidSortQuery",
                "Requested sort(s) `\(sort)` is not allowed. Allowed sort(s) are `timestamp`."
            )
        }
        let page = try Page(of: entries.count, context, .activity)
        let objects = ClientObjects(world: world)
        let includesActor = context.includes.contains("actor")
        let items = entries[page.range].map { objects.activity($0, for: caller.user, includesActor: includesActor) }
        return .ok(.list(items, meta: [("pagination", page.meta(context, .activity))]))
    }
}
