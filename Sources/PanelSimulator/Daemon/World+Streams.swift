import PterodactylAPI
import Telemetry

/// The WebSockets of the nodes' Wings.
extension World {
    /// How often Wings looks at a session's token.
    static let tokenCheckInterval: Duration = .seconds(30)
    /// How long before a token's end Wings begins to warn.
    static let tokenWarning: Duration = .seconds(60)

    /// Opens a session with a server; nobody has authenticated yet.
    mutating func openStream(to server: SimulatedServer) -> StreamID {
        let id = StreamID(number: daemon.nextStream)
        daemon.nextStream += 1
        daemon.sessions[id] = DaemonSession(id: id, server: server)
        return id
    }

    /// Takes a text frame; a Wings that is slow reads it later.
    mutating func receive(_ text: String, on id: StreamID, at now: Timestamp) {
        guard let place = daemon.sessions[id]?.node, let node = node(place) else { return }
        if case .slow(let delay) = node.reachability(at: now) {
            plan(.daemon(.lateRequest(id, text)), in: delay, from: now)
        } else {
            read(text, on: id, at: now)
        }
    }

    /// Does what a text frame asks for; a Wings that hangs does it when it wakes.
    mutating func read(_ text: String, on id: StreamID, at now: Timestamp) {
        guard var session = daemon.sessions[id], let node = node(session.node) else { return }
        if node.reachability(at: now) == .hang {
            daemon.sessions[id]?.heldBack.append(text)
            return
        }
        let request = session.receive(text, by: node, random: &daemon.random, at: now)
        daemon.sessions[id] = session
        daemon.changed.insert(id)
        guard let request, let server = servers[session.server] else { return }
        switch request {
        case .authenticated: listen(id, to: server, by: node, at: now)
        case .setState(let action): setState(action, of: server, on: id, at: now)
        case .sendStats: tell(id, .stats(statsText(of: server, at: now)), by: node, at: now)
        case .sendLogs:
            guard server.process.containerStartedAt != nil else { return }
            for line in DaemonObjects(world: self, at: now).lines(of: server, count: ConsoleLog.capacity) {
                tell(id, .consoleOutput(line), by: node, at: now)
            }
        case .sendCommand(let command):
            // Nothing is attached yet between a start and the container's.
            guard server.process.state != .offline, let start = server.process.containerStartedAt, start <= now else {
                return
            }
            type(command, into: server.id, at: now)
            note(
                "server:console.command",
                of: server.id,
                actor: session.token?.userID,
                properties: [("command", .string(command))],
                at: now
            )
        }
    }

    private mutating func listen(_ id: StreamID, to server: SimulatedServer, by node: SimulatedNode, at now: Timestamp)
    {
        daemon.listeners[server.id, default: []].append(id)
        plan(.daemon(.tokenCheck(id)), in: Self.tokenCheckInterval, from: now)
        tell(id, .status(server.process.state), by: node, at: now)
        if server.process.state == .offline, !isInstalling(server), !server.isTransferring {
            tell(id, .stats(statsText(of: server, at: now)), by: node, at: now)
        }
        tick(server.id, at: now)
    }

    private mutating func tell(_ id: StreamID, _ event: WingsEvent, by node: SimulatedNode, at now: Timestamp) {
        daemon.sessions[id]?.deliver(event.frame, by: node, at: now)
        daemon.changed.insert(id)
    }

    /// Whether Wings is busy with the egg's script.
    func isInstalling(_ server: SimulatedServer) -> Bool {
        server.process.isInstalling || server.status == "installing"
    }

    /// `set state`: done by the session's user, written down when it has come about; a failure is told.
    private mutating func setState(_ action: String, of server: SimulatedServer, on id: StreamID, at now: Timestamp) {
        guard let signal = PowerSignal(rawValue: action) else {
            return refuse(id, "attempting to handle unknown power action", at: now)
        }
        let process = server.process
        if process.isRestoring || server.status == "restoring_backup" {
            return refuse(id, "server is currently being restored", at: now)
        }
        if server.isTransferring { return refuse(id, "server is currently being transferred", at: now) }
        if isInstalling(server) { return refuse(id, "server is currently installing", at: now) }
        if process.isLocked, signal != .kill {
            let text = "another power action is currently being processed for this server, please try again later"
            daemon.sessions[id]?.report(isOpen: true, text, random: &daemon.random, at: now)
            daemon.changed.insert(id)
            return
        }
        if signal == .start, process.state != .offline { return refuse(id, "server is running", at: now) }
        guard let user = daemon.sessions[id]?.token?.userID else { return }
        if process.state == .offline, signal == .stop || signal == .kill {
            return note("server:power.\(action)", of: server.id, actor: user, at: now)
        }
        let cause = "\(action) by its user (web)"
        guard power(signal, server.id, webActor: user, cause: cause, at: now) == .accepted else {
            return refuse(id, "server is currently in a suspended state", at: now)
        }
    }

    private mutating func refuse(_ id: StreamID, _ text: String, at now: Timestamp) {
        daemon.sessions[id]?.report(text, random: &daemon.random, at: now)
        daemon.changed.insert(id)
    }

    /// Warns of a token's end, and looks again half a minute later.
    mutating func checkToken(of id: StreamID, at now: Timestamp) {
        guard let session = daemon.sessions[id], !session.isOver, let node = node(session.node) else { return }
        if node.reachability(at: now) != .hang {
            let warning = scaled(Self.tokenWarning)
            daemon.sessions[id]?.checkExpiry(by: node, warning: warning, at: now)
            daemon.changed.insert(id)
        }
        plan(.daemon(.tokenCheck(id)), in: Self.tokenCheckInterval, from: now)
    }

    /// Takes what is to be sent on a session; nothing while its Wings hangs.
    mutating func takeFrames(of id: StreamID, at now: Timestamp) -> [StreamFrame] {
        guard var session = daemon.sessions[id] else { return [] }
        if node(session.node)?.reachability(at: now) == .hang, !session.isOver { return [] }
        let frames = session.takeFrames()
        daemon.sessions[id] = session.isOver ? nil : session
        daemon.changed.remove(id)
        return frames
    }

    /// The client is gone.
    mutating func closeStream(_ id: StreamID) {
        guard let session = daemon.sessions.removeValue(forKey: id) else { return }
        daemon.changed.remove(id)
        stopListening(id, to: session.server)
    }

    private mutating func stopListening(_ id: StreamID, to server: Int) {
        daemon.listeners[server]?.removeAll { $0 == id }
        guard daemon.listeners[server]?.isEmpty == true else { return }
        daemon.listeners[server] = nil
        daemon.ticking[server] = nil
    }

    /// Ends all sessions of a node without a close frame.
    mutating func breakStreams(of node: NodeID, at now: Timestamp) {
        for session in daemon.sessions.values.filter({ $0.node == node }) { end(session, .broken, at: now) }
    }

    /// Tells those who are connected to a server that it is gone, and ends their sessions.
    mutating func endStreams(ofDeleted id: Int) {
        emit(.deleted, of: id, at: now)
        for session in daemon.sessions.values.filter({ $0.server == id }) {
            end(session, .close(code: 1_001, reason: "server deleted"), at: now)
        }
        daemon.eventsToLose[id] = nil
    }

    private mutating func end(_ session: DaemonSession, _ payload: StreamFrame.Payload, at now: Timestamp) {
        daemon.sessions[session.id]?.end(payload, at: now)
        daemon.changed.insert(session.id)
        stopListening(session.id, to: session.server)
    }

    /// A Wings that hung goes on: what had piled up is sent and read now.
    mutating func wakeStreams(of node: NodeID, at now: Timestamp) {
        let ids = daemon.sessions.values.filter { $0.node == node }.map(\.id).sorted { $0.number < $1.number }
        for id in ids {
            daemon.sessions[id]?.postpone(to: now)
            daemon.changed.insert(id)
            let texts = daemon.sessions[id]?.heldBack ?? []
            daemon.sessions[id]?.heldBack = []
            for text in texts { receive(text, on: id, at: now) }
        }
    }

    /// Revokes the tokens that a user has had for a server, as the panel does when the user's rights change.
    mutating func revokeTokens(of user: Int, on server: Int, at now: Timestamp) {
        guard let server = servers[server] else { return }
        deny([WebSocketToken.identifier(of: user, on: server.uuid)], on: server.node, at: now)
    }

    /// Lets no token of some identifiers be good that was issued before a time (Wings' `ws/deny`).
    mutating func deny(_ identifiers: [String], on node: NodeID, at now: Timestamp) {
        updateNode(node) { node in
            for identifier in identifiers { node.deniedTokens[identifier] = now }
        }
    }
}

extension World {
    /// Gives a node a new secret, on the panel and on the node at once.
    mutating func resetToken(of node: NodeID) {
        let (identifier, token) = (daemon.random.alphanumeric(16), daemon.random.alphanumeric(64))
        updateNode(node) {
            $0.tokenID = identifier
            $0.token = token
            $0.staleToken = nil
        }
    }

    /// Gives a node a new secret on the panel alone: what the panel and its users say with it, Wings refuses.
    mutating func resetPanelToken(of node: NodeID) {
        let (identifier, token) = (daemon.random.alphanumeric(16), daemon.random.alphanumeric(64))
        updateNode(node) { $0.resetPanelToken(identifier: identifier, token: token) }
    }
}
