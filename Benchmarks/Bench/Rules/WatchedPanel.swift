import Collecting
import PanelSimulator
import PterodactylAPI
import Telemetry

/// A simulated panel with its nodes, and the product's watcher of it, on one virtual clock.
struct WatchedPanel: Sendable {
    private var panel: SimulatedPanel
    private var watcher: PanelWatcher
    private var now: Timestamp

    private static let step = Duration.seconds(1)

    init(_ name: String, _ options: SimulatorOptions, startingAt now: Timestamp) {
        self.now = now
        panel = SimulatedPanel(options: options, startingAt: now)
        panel.panelURL = SimulatedTransport.panelURL
        let sources = SourcePlan(stream: .none, wingsInterval: VirtualFleet.interval)
        watcher = PanelWatcher(plan: PanelPlan(name: name, sources: sources))
    }

    /// Whether every server was looked at.
    var isReady: Bool { watcher.isReady }

    /// Writes what is known now.
    func write(into draft: inout SnapshotDraft, at now: Timestamp) { watcher.write(into: &draft, at: now) }

    /// Lets time pass in steps; whatever is asked at one moment is answered at it.
    mutating func run(until end: Timestamp) {
        while true {
            var calls = watcher.nextCalls(at: now)
            while !calls.isEmpty {
                for call in calls {
                    let answer = answer(to: call)
                    _ = watcher.absorb(answer, to: call, sentAt: now, at: now)
                }
                _ = watcher.takeEvents()
                calls = watcher.nextCalls(at: now)
            }
            guard now < end else { return }
            now = min(end, max(now + Self.step, watcher.nextWake(after: now) ?? end))
        }
    }

    private mutating func answer(to call: PanelCall) -> Result<HTTPResponse, TransportError> {
        let reply: SimulatedReply
        switch watcher.destination(of: call) {
        case .panel:
            let request = call.request.request(base: SimulatedTransport.panelURL, key: panel.clientKey)
            reply = panel.respond(to: request, at: now)
        case .wings(let route):
            let request = call.request.request(base: route.url, key: route.token)
            reply = panel.wingsNode(of: request.url).map { panel.respondAsWings($0, to: request, at: now) } ?? .refused
        case nil: reply = .refused
        }
        return switch reply {
        case .answer(let response, _): .success(response)
        case .refused: .failure(.connectFailed("refused"))
        case .never, .cut: .failure(.timedOut)
        }
    }
}
