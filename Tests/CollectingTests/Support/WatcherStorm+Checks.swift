import Collecting
import PterodactylAPI
import Telemetry

// What the watcher must keep to, whatever happens.
extension WatcherStorm {
    private static let timing = IncidentTiming()

    private mutating func demand(_ isKept: Bool, _ what: @autoclosure () -> String) {
        let now = now
        if !isKept, violations.count < 5 {
            violations.append("second \(Int((now - .second(0)) / .seconds(1))): \(what())")
        }
    }

    /// A call must be of a known server, and not be under way.
    mutating func checkSent(_ call: PanelCall) {
        if let uuid = call.server { demand(panel.watcher.view(of: uuid) != nil, "\(call) is of no known server") }
        demand(!flights.contains { $0.call == call }, "\(call) was given twice")
    }

    /// Power actions wait for no limit; everything else does.
    mutating func checkInFlight() {
        let waiting = flights.map(\.call).filter { call in
            if case .power = call { return false }
            return call.server.map { panel.watcher.view(of: $0) != nil } ?? true
        }
        demand(waiting.count <= Agenda.inFlightLimit, "\(waiting.count) calls are under way")
        for node in panel.nodes {
            let ofNode = waiting.count { call in
                call.asksNode && call.server.flatMap { panel.watcher.view(of: $0)?.node } == node
            }
            demand(ofNode <= Agenda.inFlightLimitByNode, "\(ofNode) calls are under way to \(node)")
        }
    }

    /// What is not seen has no state.
    mutating func checkReachability() {
        let isPanelUp = panel.watcher.isPanelUp
        let away = panel.nodes.filter { panel.watcher.isNodeUp($0) == false }
        for view in panel.watcher.views where view.state != nil {
            demand(isPanelUp, "\(view.identifier) has a state, though the panel is not seen")
            demand(!away.contains(view.node), "\(view.identifier) has a state, though its node is not seen")
        }
    }

    mutating func checkSituations() {
        for view in panel.watcher.views {
            guard var known = facts[view.uuid], known.believed != view.situation else { continue }
            if view.situation == .crashed { checkCrash(view, known) }
            known.believed = view.situation
            known.believedSince = now
            facts[view.uuid] = known
        }
    }

    /// Only what is believed to have crashed may ever be started.
    private mutating func checkCrash(_ view: ServerView, _ known: ServerFacts) {
        let (name, now) = (view.identifier, now)
        guard let toldUpAt = known.toldUpAt else { return demand(false, "\(name) crashed, but was never seen up") }
        let isGraceOver = known.believed == .undecided && now - known.believedSince >= Self.timing.grace
        demand(isGraceOver, "\(name) crashed after it was \(known.believed) for \(now - known.believedSince)")
        let windowStart = toldUpAt - .seconds(25)
        let told = known.toldEvents.filter { $0.at >= windowStart }
        // Within one second the panel tells no order: a stop among others there counts.
        let isStopped = told.contains { event in
            event.at == told.last?.at && (event.signal == .stop || event.signal == .kill)
        }
        demand(!isStopped, "\(name) crashed, though a human's stop was read")
        let isReal = known.drops.contains { $0 >= windowStart }
        demand(isReal, "\(name) crashed, but nothing happened to it that looks like a crash")
    }

    /// After a while of calm everything is known again, and it is as it is.
    mutating func checkCalm() {
        demand(panel.watcher.isPanelUp, "the panel is not seen")
        let count = panel.watcher.serverCount
        demand(count == panel.servers.count, "there are \(count) servers")
        for server in panel.servers {
            guard let view = panel.watcher.view(of: server.uuid) else { continue }
            demand(
                view.state == server.state,
                "\(view.identifier) is \(server.state), not \(String(describing: view.state))"
            )
            let isOpen = view.situation == .undecided || view.situation == .unknown
            demand(!isOpen, "\(view.identifier) is still \(view.situation)")
        }
    }
}
