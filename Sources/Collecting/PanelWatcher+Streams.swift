public import PterodactylAPI
public import Telemetry

// The servers' WebSockets: which are followed, and what they say.
extension PanelWatcher {
    /// The part of the client API's usable budget that `StreamSelection.automatic` may take for credentials.
    private static let automaticShare = 0.25
    /// How often a WebSocket needs new credentials, at most (`StreamTiming.renewalPart`).
    private static let renewalInterval = Duration.seconds(480)

    // MARK: - Which are followed

    /// Takes servers in and out, as the selection, the inventory and the budget want it.
    mutating func chooseStreams(at now: Timestamp) {
        knowledge.areStreamsStale = false
        let wanted = wantedStreams(at: now)
        for (uuid, record) in knowledge.streams.records.sorted(by: { $0.key < $1.key })
        where wanted[uuid] != record.node {
            knowledge.streams.unfollow(uuid)
            agenda.remove(.credentials(uuid))
            events.append(.unfollow(uuid))
            resumePolling(uuid, at: now)
        }
        for (uuid, node) in wanted.sorted(by: { $0.key < $1.key }) where knowledge.streams[uuid] == nil {
            knowledge.streams.follow(uuid, on: node)
            events.append(.follow(uuid, node: node, origin: knowledge.access(to: node)?.origin))
        }
    }

    private mutating func wantedStreams(at now: Timestamp) -> [ServerUUID: String] {
        let selection = knowledge.plan.sources.stream
        // Who is not polled is not followed either: nothing would be known of it during a gap.
        guard selection != .none, knowledge.plan.intervals[.servers] != nil, knowledge.hasInventory else {
            knowledge.streams.reason = selection == .none ? .configured : nil
            return [:]
        }
        let eligible = knowledge.servers.values.filter { record in
            !record.isHeld && !knowledge.streams.isRefused(record.uuid, at: now)
                && knowledge.choice(of: record.node).source != nil
        }
        var chosen = eligible
        knowledge.streams.reason = nil
        switch selection {
        case .all, .none: break
        case .automatic:
            if !fitsBudget(streams: knowledge.servers.count) {
                chosen = []
                knowledge.streams.reason = .tooMany
            }
        case .matching(let selector):
            chosen = eligible.filter { record in
                selector.selects(node: record.node, identifier: record.identifier.rawValue, name: record.server.name)
            }
            if chosen.count < eligible.count { knowledge.streams.reason = .configured }
        }
        sayStreams(chosen.count)
        return Dictionary(chosen.map { ($0.uuid, $0.node) }) { first, _ in first }
    }

    /// Whether so many WebSockets may be followed by themselves; what is followed already may take half as much again, so
    /// that a limit that is told a little lower changes nothing.
    private func fitsBudget(streams count: Int) -> Bool {
        guard count <= StreamSelection.automaticLimit else { return false }
        let perMinute = Double(count) * 60 / Self.renewalInterval.inSeconds
        let share = knowledge.streams.records.isEmpty ? Self.automaticShare : Self.automaticShare * 1.5
        return perMinute <= budgets.usablePerMinute(of: .client) * share
    }

    private mutating func sayStreams(_ count: Int) {
        // Not while it is still being found out.
        guard knowledge.choices.values.allSatisfy({ $0.source != nil }), !knowledge.choices.isEmpty else { return }
        let notice = Notice.streamsChosen(followed: count, knowledge.streams.reason)
        knowledge.unsay { if case .streamsChosen = $0 { $0 != notice } else { false } }
        knowledge.say(notice)
    }

    // MARK: - Credentials

    /// Asks for what a WebSocket needs to be opened, or to go on, when the budget allows; the answer is a `WatchEvent`.
    public mutating func wantCredentials(of uuid: ServerUUID, at now: Timestamp) {
        guard let record = knowledge.streams[uuid] else { return }
        // One that is open has to go on; one that is not can wait for everything else.
        let priority: Job.Priority = record.isLive ? .urgent : .routine
        let phase = Phase.of(uuid.rawValue)
        let call = PanelCall.credentials(uuid)
        agenda.add(Job(call: call, collector: nil, due: now, priority: priority, node: record.node, phase: phase))
    }

    /// Passes an answer on, and learns from it.
    mutating func settleCredentials(
        _ result: Result<PanelAnswer, PanelError>,
        of uuid: ServerUUID,
        at now: Timestamp
    ) {
        let answer: Result<WebSocketCredentials, PanelError>
        switch result {
        case .success(.credentials(let credentials)): answer = .success(credentials)
        case .success: answer = .failure(.undecodable(path: "$", detail: "no credentials"))
        case .failure(let error): answer = .failure(error)
        }
        events.append(.credentials(uuid, answer))
    }

    // MARK: - What they say

    /// Takes in what a followed WebSocket said.
    /// - Returns: what others must hear of.
    public mutating func absorb(_ event: StreamEvent, of uuid: ServerUUID, at now: Timestamp) -> [WatchEvent] {
        guard let stream = knowledge.streams[uuid], knowledge.servers[uuid] != nil else { return [] }
        switch event {
        case .connected:
            knowledge.streams.connect(uuid)
            stopPolling(uuid)
        case .event(let event):
            let wasKnown = knowledge.servers[uuid]?.tracker.state != nil
            hear(event, of: uuid, at: now)
            if !wasKnown { stopPolling(uuid) }
        case .gap:
            knowledge.streams.miss(uuid)
            lose(trackOf: uuid, at: now)
        case .disconnected(let reason, _):
            knowledge.streams.disconnect(uuid, isFailure: reason.isFailureOfNode, at: now)
            lose(trackOf: uuid, at: now)
            resumePolling(uuid, at: now)
        case .ended(let reason):
            end(uuid, reason, at: now)
        }
        if knowledge.noteVanishing(of: stream.node, at: now) { examine(stream.node, at: now) }
        noteChanges()
        return takeEvents()
    }

    private mutating func hear(_ event: WingsEvent, of uuid: ServerUUID, at now: Timestamp) {
        var reports: [CrashReport] = []
        knowledge.streams.update(uuid) { reports = $0.reports.observe(event, at: now.panelTime) }
        knowledge.observe(reports, of: uuid, at: now)
        switch event {
        case .status(let state):
            knowledge.streams.update(uuid) { $0.note(state) }
            knowledge.observe(StateSample(state: state, uptime: nil, source: .stream, receivedAt: now), of: uuid)
        case .stats(let stats):
            hear(stats, of: uuid, at: now)
        case .console(let line):
            if line.notice == .diskLimitExceeded { knowledge.update(uuid) { $0.tracker.exceedDisk() } }
        case .installStarted, .installCompleted, .backupRestoreCompleted, .transferStatus:
            ask(.server(uuid), at: now)
        case .backupCompleted:
            if knowledge.plan.intervals[.backups] != nil { ask(.backups(uuid, page: 1), at: now) }
        case .authenticated, .daemonMessage, .installOutput, .transferLog, .deleted, .tokenExpiring, .tokenExpired,
            .tokenRefused, .daemonError, .throttled, .unknown:
            break
        }
    }

    /// Statistics and states overtake each other (trap 5 of the observations): the state that statistics carry counts only
    /// where it is the known one, or after a gap.
    ///
    /// During an outage of the node none is known, and only a state ends it. A gap stays open while a Wings that just started
    /// does not know the state itself.
    private mutating func hear(_ stats: WingsStats, of uuid: ServerUUID, at now: Timestamp) {
        guard let record = knowledge.servers[uuid], let stream = knowledge.streams[uuid] else { return }
        let sample = StateSample(state: stats.state, uptime: stats.uptime, source: .stream, receivedAt: now)
        let isUnknown = record.tracker.state == nil && knowledge.outages[record.node] == nil
        if stream.isResyncing || isUnknown || record.tracker.state == stats.state {
            if stream.isResyncing, !sample.isUnknown { knowledge.streams.update(uuid) { $0.note(stats.state) } }
            knowledge.observe(stats, sample, of: uuid)
        } else {
            knowledge.update(uuid) { $0.utilization = Utilization(stats, receivedAt: now) }
        }
    }

    /// Notes that events of a server may be missing.
    private mutating func lose(trackOf uuid: ServerUUID, at now: Timestamp) {
        var reports: [CrashReport] = []
        knowledge.streams.update(uuid) { reports = $0.reports.interrupted() }
        knowledge.observe(reports, of: uuid, at: now)
        knowledge.update(uuid) { $0.tracker.missEvents() }
    }

    private mutating func end(_ uuid: ServerUUID, _ reason: EndReason, at now: Timestamp) {
        lose(trackOf: uuid, at: now)
        switch reason {
        // The panel takes the key for nobody's, which is no refusal of this server: it goes on with the panel.
        case .refusedByPanel(.unauthenticated), .refusedByPanel(.twoFactorRequired):
            knowledge.streams.unfollow(uuid)
            knowledge.areStreamsStale = true
        default: knowledge.streams.refuse(uuid, at: now)
        }
        agenda.remove(.credentials(uuid))
        resumePolling(uuid, at: now)
        switch reason {
        case .deleted: ask(.server(uuid), at: now)
        case .refusedByPanel(.forbidden), .tokenRefused(.notPermitted):
            knowledge.say(.missingRight("websocket.connect", consequence: "some servers are only polled"))
        case .refusedByPanel, .tokenRefused: break
        }
    }

    /// Tells crashes whose end nobody told in time.
    mutating func closeReports(at now: Timestamp) {
        for (uuid, stream) in knowledge.streams.records {
            guard let deadline = stream.reports.deadline, deadline <= now.panelTime else { continue }
            var reports: [CrashReport] = []
            knowledge.streams.update(uuid) { reports = $0.reports.waited(until: now.panelTime) }
            knowledge.observe(reports, of: uuid, at: now)
        }
    }

    /// Asks the panel for a server's state again, where nobody else tells it; what cannot be seen that way is not known.
    mutating func resumePolling(_ uuid: ServerUUID, at now: Timestamp) {
        guard let record = knowledge.servers[uuid], let collector = collectors.first(where: { $0.kind == .servers })
        else { return }
        guard knowledge.isPolledByPanel(record) else { return }
        if knowledge.panelBreaker.isOpen || knowledge.nodeBreakers[record.node]?.isOpen ?? false {
            knowledge.update(uuid) { $0.tracker.lose(at: now) }
        }
        collector.repeated(.resources(uuid), knowledge, node: record.node, at: now).map { agenda.add(unlessKnown: $0) }
    }

    /// Asks the panel no more for a server's state that is known by its WebSocket from now on.
    mutating func stopPolling(_ uuid: ServerUUID) {
        guard let record = knowledge.servers[uuid], !knowledge.isPolledByPanel(record) else { return }
        let call = PanelCall.resources(uuid)
        // One that is wanted once was asked for by somebody else.
        if agenda.jobs[call]?.interval != nil, agenda.jobs[call]?.priority != .action { agenda.end(call) }
        if health[.servers] != nil { noteHealth(of: .servers) { $0.forget { $0 == call } } }
    }

    /// What is known may be older than it seems, since the clock was set or the machine slept: every server is to be looked
    /// at again before anything is done.
    ///
    /// Of a server that is down an open WebSocket tells nothing, for as long as it stays so: the panel is asked once.
    public mutating func sweepAnew(at now: Timestamp) {
        knowledge.sweepAnew()
        guard collectors.contains(where: { $0.kind == .servers }) else { return }
        for record in knowledge.servers.values
        where knowledge.choice(of: record.node).source == .panel && !knowledge.isPolledByPanel(record) {
            let phase = Phase.of(record.uuid.rawValue)
            agenda.addAnew(
                Job(call: .resources(record.uuid), collector: .servers, due: now, node: record.node, phase: phase)
            )
        }
    }

    /// Asks for something once, soon.
    private mutating func ask(_ call: PanelCall, at now: Timestamp) {
        let node = call.server.flatMap { knowledge.servers[$0]?.node }
        agenda.addAnew(Job(call: call, collector: call.collector, due: now, priority: .urgent, node: node))
    }

    /// Asks a node whose servers vanished whether its Docker is there.
    mutating func examine(_ node: String, at now: Timestamp) {
        guard let id = knowledge.nodes[node]?.id, knowledge.accesses[id]?.token != nil else { return }
        let call = PanelCall.wingsSystem(id)
        agenda.addAnew(Job(call: call, collector: .wings, due: now, priority: .urgent, node: node))
    }
}

extension DisconnectReason {
    /// Whether the node could not be reached, or did not let anybody in.
    fileprivate var isFailureOfNode: Bool {
        switch self {
        case .notOpened, .notAuthenticated, .silent: true
        case .closed(let closure): closure.code == 1006
        case .noCredentials, .moved: false
        }
    }
}
