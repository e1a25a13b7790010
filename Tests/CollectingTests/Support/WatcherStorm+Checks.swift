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
        if case .credentials = call {
            // One of an earlier WebSocket may be under way, for which nobody waits.
        } else {
            demand(!flights.contains { $0.call == call }, "\(call) was given twice")
        }
        demand(panel.watcher.destination(of: call) != nil, "\(call) goes nowhere")
        if case .resources(let uuid) = call, let view = panel.watcher.view(of: uuid) {
            let isKnown = panel.streams[uuid]?.isLive == true && view.state != nil
            demand(!isKnown, "\(view.identifier) is polled, though its WebSocket tells it")
        }
    }

    /// Power actions wait for no limit; everything else does.
    mutating func checkInFlight() {
        let waiting = flights.map(\.call).filter { call in
            if case .order = call { return false }
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

    /// What is not seen has no state: what is seen is what an open WebSocket tells, what a daemon that answers tells, and what
    /// the panel tells of a node that it reaches.
    mutating func checkReachability() {
        let isPanelUp = panel.watcher.isPanelUp
        let reports = sources.isAdmin ? panel.watcher.sourceReports : []
        let byWings = Set(reports.filter { $0.polling == .wings }.map(\.node))
        for view in panel.watcher.views where view.state != nil {
            if panel.streams[view.uuid]?.isLive == true { continue }
            if byWings.contains(view.node) {
                demand(
                    panel.watcher.isWingsUp(view.node) != false,
                    "\(view.identifier) has a state, and its Wings is away"
                )
                continue
            }
            demand(isPanelUp, "\(view.identifier) has a state, though the panel is not seen")
            let isAway = panel.watcher.isNodeUp(view.node) == false
            demand(!isAway, "\(view.identifier) has a state, though its node is not seen")
        }
    }

    mutating func checkSituations() {
        for view in panel.watcher.views { checkSituation(view) }
    }

    /// A situation that is another one now must be one that may follow.
    mutating func checkSituation(_ view: ServerView) {
        guard var known = facts[view.uuid], known.believed != view.situation else { return }
        if view.situation == .crashed { checkCrash(view, known) }
        known.believed = view.situation
        known.believedSince = now
        facts[view.uuid] = known
    }

    /// Only what is believed to have crashed may ever be started.
    private mutating func checkCrash(_ view: ServerView, _ known: ServerFacts) {
        let (name, now) = (view.identifier, now)
        guard let toldUpAt = known.toldUpAt else { return demand(false, "\(name) crashed, but was never seen up") }
        demand(!known.isStopTold, "\(name) crashed, though a human's stop was seen")
        // What went down before is another matter, though a start that nobody told may have ended with its Docker.
        let isDockersFault = dockerAwaySince[view.node].map { since in
            let isOlder = known.believed == .undecided && known.believedSince < since
            return !isOlder && known.drops.last.map { $0 >= since } ?? true
        }
        demand(isDockersFault != true, "\(name) crashed, but it is its node's Docker that is away")
        let windowStart = toldUpAt - known.lookback
        let isReal = known.drops.contains { $0 >= windowStart }
        demand(isReal, "\(name) crashed, but nothing happened to it that looks like a crash")
        // What Wings itself said of the end needs no grace, and nobody's log.
        if known.toldGivenUpAt != nil { return }
        let isGraceOver = known.believed == .undecided && now - known.believedSince >= Self.timing.grace
        demand(isGraceOver, "\(name) crashed after it was \(known.believed) for \(now - known.believedSince)")
        let told = known.toldEvents.filter { $0.at >= windowStart }
        // Within one second the panel tells no order: a stop among others there counts.
        let isStopped = told.contains { event in
            event.at == told.last?.at && (event.signal == .stop || event.signal == .kill)
        }
        demand(!isStopped, "\(name) crashed, though a human's stop was read")
    }

    // MARK: - The calm

    /// After a while of calm everything is known again by the best source there is, and it is as it is.
    mutating func checkCalm() {
        demand(panel.watcher.isPanelUp, "the panel is not seen")
        let count = panel.watcher.serverCount
        demand(count == panel.servers.count, "there are \(count) servers")
        for report in panel.watcher.sourceReports {
            let best = sources.isAdmin ? ObservationSource.wings : .panel
            demand(report.polling == best, "\(report.node) is known by \(String(describing: report.polling))")
        }
        for server in panel.servers {
            guard let view = panel.watcher.view(of: server.uuid) else { continue }
            demand(
                view.state == server.state,
                "\(view.identifier) is \(server.state), not \(String(describing: view.state))"
            )
            let isOpen = view.situation == .undecided || view.situation == .unknown
            demand(!isOpen, "\(view.identifier) is still \(view.situation)")
            guard sources.hasStreams else { continue }
            demand(panel.streams[server.uuid]?.isLive == true, "\(view.identifier) has no open WebSocket")
        }
    }
}
