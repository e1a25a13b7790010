import Collecting
import PterodactylAPI
import Telemetry

// The WebSockets of the servers, between a watcher that wants them and nodes that keep them.
extension ScriptedPanel {
    /// Does what the watcher wants.
    mutating func heed(_ events: [WatchEvent]) {
        for event in events {
            switch event {
            case .follow(let uuid, let node, let origin):
                streams[uuid] = ScriptedStream(node: node, origin: origin, phase: .waiting(until: now))
            case .unfollow(let uuid): streams[uuid] = nil
            case .credentials(let uuid, let answer): settle(answer, of: uuid)
            case .situationChanged, .orderAnswered: continue
            }
            streamEvents.append(event)
        }
    }

    /// Lets a second pass for all of them.
    mutating func advanceStreams() {
        for uuid in streams.keys.sorted() {
            guard let stream = streams[uuid] else { continue }
            switch stream.phase {
            case .waiting(let due) where due <= now:
                streams[uuid]?.phase = .fetching
                watcher.wantCredentials(of: uuid, at: now)
            case .live: keepOpen(uuid, stream)
            case .waiting, .fetching, .ended: break
            }
        }
    }

    // MARK: - What is said

    /// Whether a server's events reach the watcher now.
    func isHeard(_ uuid: ServerUUID) -> Bool {
        guard let stream = streams[uuid], stream.isLive, stream.expiresAt > now else { return false }
        return wings(of: stream.node)?.mode == .answering
    }

    /// Lets Wings say something on a server's WebSocket, if that is heard.
    mutating func tell(_ event: WingsEvent, of uuid: ServerUUID) {
        guard isHeard(uuid) else { return }
        if case .status(let state) = event {
            streams[uuid]?.told = state
            streams[uuid]?.disagreesSince = nil
        }
        say(.event(event), of: uuid)
    }

    /// Lets a server be in another state, and Wings say so.
    mutating func become(_ state: PowerState, _ index: Int) {
        servers[index].state = state
        tell(.status(state), of: servers[index].uuid)
    }

    /// Lets Wings write lines into a server's console.
    mutating func write(_ lines: [String], _ index: Int) {
        for line in lines { tell(.console(.daemon(line)), of: servers[index].uuid) }
    }

    /// Lets Wings tell what a server uses; where that shows another state than was told for 5 s, the library knows that
    /// something was lost.
    mutating func tellStats(_ state: PowerState, of uuid: ServerUUID) {
        guard isHeard(uuid), let server = servers.first(where: { $0.uuid == uuid }), let stream = streams[uuid] else {
            return
        }
        if stream.told == nil || stream.told == state {
            streams[uuid]?.told = state
            streams[uuid]?.disagreesSince = nil
        } else if let since = stream.disagreesSince {
            if now - since >= .seconds(5) {
                streams[uuid]?.told = state
                streams[uuid]?.disagreesSince = nil
                say(.gap(.statusLost, since: since.panelTime), of: uuid)
            }
        } else {
            streams[uuid]?.disagreesSince = now
        }
        say(.event(.stats(server.stats(state, at: now))), of: uuid)
    }

    /// Passes something on to the watcher as it is.
    mutating func say(_ event: StreamEvent, of uuid: ServerUUID) { heed(watcher.absorb(event, of: uuid, at: now)) }

    /// Ends a connection.
    mutating func disconnect(_ uuid: ServerUUID, _ reason: DisconnectReason) {
        guard let next = streams[uuid]?.fail(at: now) else { return }
        say(.disconnected(reason, retryAt: next.panelTime), of: uuid)
    }

    // MARK: - How it goes on

    private mutating func settle(_ answer: Result<WebSocketCredentials, PanelError>, of uuid: ServerUUID) {
        guard let stream = streams[uuid] else { return }
        switch (answer, stream.phase) {
        case (.success, .fetching): open(uuid, stream)
        case (.success, .live):
            let wasExpired = stream.expiresAt <= now
            streams[uuid]?.renew(at: now)
            if wasExpired { tellGap(.tokenRefused, of: uuid) }
        case (.failure(.forbidden), _), (.failure(.notFound), _), (.failure(.unauthenticated), _):
            streams[uuid]?.phase = .ended
            if case .failure(let error) = answer { say(.ended(.refusedByPanel(error)), of: uuid) }
        case (.failure(let error), .fetching): disconnect(uuid, .noCredentials(error))
        case (.failure, .live):
            streams[uuid]?.isRenewing = false
            streams[uuid]?.renewAt = now + .seconds(15)
        default: break
        }
    }

    private mutating func open(_ uuid: ServerUUID, _ stream: ScriptedStream) {
        guard wings(of: stream.node)?.mode == .answering else {
            return disconnect(uuid, .notOpened(.transport(.connectFailed("connection refused"))))
        }
        streams[uuid]?.phase = .live
        streams[uuid]?.failures = 0
        streams[uuid]?.renew(at: now)
        streams[uuid]?.wasLive = true
        say(.connected, of: uuid)
        if stream.wasLive { say(.gap(.reconnected, since: now.panelTime), of: uuid) }
        if let state = stateTold(of: uuid) { tell(.status(state), of: uuid) }
    }

    private mutating func keepOpen(_ uuid: ServerUUID, _ stream: ScriptedStream) {
        switch wings(of: stream.node)?.mode {
        case .answering: streams[uuid]?.silentSince = nil
        case .hanging:
            let since = stream.silentSince ?? now
            streams[uuid]?.silentSince = since
            if now - since >= .seconds(25) { return disconnect(uuid, .silent) }
        case .refused, nil: return disconnect(uuid, .closed(.abnormal))
        }
        if stream.renewAt <= now, !stream.isRenewing {
            streams[uuid]?.isRenewing = true
            watcher.wantCredentials(of: uuid, at: now)
        }
    }

    private mutating func tellGap(_ reason: GapReason, of uuid: ServerUUID) {
        say(.gap(reason, since: now.panelTime), of: uuid)
        streams[uuid]?.told = nil
        if let state = stateTold(of: uuid) { tellStats(state, of: uuid) }
    }

    /// The state that a server's Wings would tell now.
    func stateTold(of uuid: ServerUUID) -> PowerState? {
        guard let server = servers.first(where: { $0.uuid == uuid }), let daemon = wings(of: server.node) else {
            return nil
        }
        return server.stateOnNode(daemon)
    }
}

extension ConsoleLine {
    /// A line of Wings' own.
    static func daemon(_ text: String) -> ConsoleLine {
        ConsoleLine("\u{1B}[33m\u{1B}[1m[Pterodactyl Daemon]:\u{1B}[39m \(text)\u{1B}[0m")
    }
}

extension Timestamp {
    /// The same moment as the API core counts it.
    var panelTime: PanelTime { PanelTime(millisecondsSince1970: millisecondsSince1970) }
}
