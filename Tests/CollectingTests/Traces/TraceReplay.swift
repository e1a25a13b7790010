import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// Servers of traces and a watcher of them, in the traces' own time.
///
/// The panel's answers arrive when the trace has its next one, so that they are just as old as they were; what a trace does
/// not hold (inventory, nodes, schedules, backups) is scripted. After the trace's end the server stays as it was left.
struct TraceReplay {
    let servers: [RecordedServer]
    let sources: TraceSources
    private(set) var watcher: PanelWatcher
    private(set) var now: Timestamp
    /// What was believed of each server, whenever that changed.
    private(set) var beliefs: [[TraceBelief]]
    /// Beliefs that no moment had that they may be of, in words.
    private(set) var violations: [String] = []
    private var answers: TraceAnswers
    private var sockets: [ServerUUID: RecordedSocket] = [:]
    private var flights: [Flight] = []
    private var sightings: [ServerUUID: [ObservationSource: Timestamp]] = [:]

    /// A call under way.
    private struct Flight {
        let call: PanelCall
        let sentAt: Timestamp
        let arrival: TraceAnswers.Arrival
    }

    init(_ servers: [RecordedServer], by sources: TraceSources) {
        self.servers = servers
        self.sources = sources
        watcher = PanelWatcher(plan: sources.plan)
        now = servers.map(\.begin).min() ?? .second(0)
        beliefs = servers.map { _ in [] }
        answers = TraceAnswers(servers)
    }

    /// The end of the last trace.
    var end: Timestamp { servers.map(\.end).max() ?? now }

    /// Lets time pass.
    mutating func run(until end: Timestamp) {
        while now <= end {
            step()
            let socket = sockets.values.compactMap { $0.due(after: now) }.min()
            let flight = flights.map(\.arrival.at).min()
            let wakes = [socket, flight, watcher.nextWake(after: now)].compactMap(\.self)
            now = max(now + .milliseconds(1), min(wakes.min() ?? end, now + .seconds(1)))
        }
    }

    private mutating func step() {
        for uuid in sockets.keys { sockets[uuid]?.pass(to: now) }
        carryOutWishes()
        for _ in 0..<50 {
            deliver()
            let calls = watcher.nextCalls(at: now)
            take(watcher.takeEvents())
            if calls.isEmpty { break }
            for call in calls {
                flights.append(Flight(call: call, sentAt: now, arrival: answers.arrival(of: call, at: now)))
            }
        }
        for index in servers.indices { note(index) }
    }

    private mutating func deliver() {
        let due = flights.filter { $0.arrival.at <= now }
        flights.removeAll { $0.arrival.at <= now }
        for flight in due {
            if case .success(let response) = flight.arrival.result, response.status == 200 {
                switch flight.call {
                case .resources(let uuid): sightings[uuid, default: [:]][.panel] = now - .seconds(21)
                case .wingsServers:
                    for server in servers { sightings[server.uuid, default: [:]][.wings] = flight.sentAt }
                default: break
                }
            }
            take(watcher.absorb(flight.arrival.result, to: flight.call, sentAt: flight.sentAt, at: now))
        }
    }

    // MARK: - WebSockets

    private mutating func take(_ events: [WatchEvent]) {
        for event in events {
            switch event {
            case .follow(let uuid, _, _):
                guard let server = servers.first(where: { $0.uuid == uuid }) else { continue }
                var socket = RecordedSocket(server)
                socket.start(at: now)
                sockets[uuid] = socket
            case .unfollow(let uuid): sockets[uuid] = nil
            case .credentials(let uuid, let result): sockets[uuid]?.take(result, at: now)
            case .situationChanged, .orderAnswered: break
            }
        }
        carryOutWishes()
    }

    private mutating func carryOutWishes() {
        for uuid in Array(sockets.keys) {
            for wish in sockets[uuid]?.takeWishes() ?? [] {
                switch wish {
                case .credentials: watcher.wantCredentials(of: uuid, at: now)
                case .deliver(let event):
                    let events = watcher.absorb(event, of: uuid, at: now)
                    take(events)
                    if let index = servers.firstIndex(where: { $0.uuid == uuid }) { note(index) }
                }
            }
        }
    }

    // MARK: - Beliefs

    /// Keeps what is believed, and holds the state against the truth.
    private mutating func note(_ index: Int) {
        let server = servers[index]
        guard let view = watcher.view(of: server.uuid) else { return }
        let belief = TraceBelief(view, at: now)
        if beliefs[index].last?.isSame(as: belief) != true { beliefs[index].append(belief) }
        if sockets[server.uuid]?.isLive == true { sightings[server.uuid, default: [:]][.stream] = now }
        guard let state = view.state, let newest = sightings[server.uuid]?.values.max() else { return }
        let start = newest - .seconds(1)
        guard !server.had(state, from: start, to: now + .seconds(1)) else { return }
        violations.append("\(server.trace.name) by \(sources): \(state.word) at \(now - server.begin)")
    }

    // MARK: - What is known

    /// The samples of a counter of one server by a label, without those that are zero.
    func counts(_ family: String, by label: String, of index: Int = 0) -> [String: Int] {
        var assembler = SnapshotAssembler()
        let snapshot = assembler.assemble(at: now) { watcher.write(into: &$0, at: now) }
        let identifier = servers[index].uuid.identifier.rawValue
        return snapshot.samples(of: family).reduce(into: [:]) { counts, sample in
            guard sample.labels["server"] == identifier, sample.value > 0 else { return }
            counts[sample.labels[label] ?? "", default: 0] += Int(sample.value)
        }
    }
}
