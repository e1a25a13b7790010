public import PterodactylAPI
public import Telemetry

/// The nodes' Wings, asked directly: their HTTP API and their WebSockets.
extension SimulatedPanel {
    /// The panel's URL as the nodes know it: what a WebSocket's `Origin` must equal.
    public var panelURL: String {
        get { world.panelURL }
        set { world.panelURL = newValue }
    }

    /// Tells the panel where a node's Wings really is.
    public mutating func setWingsAddress(of node: NodeID, scheme: String, host: String, port: Int) {
        world.updateNode(node) {
            $0.scheme = scheme
            $0.fqdn = host
            $0.listenPort = port
        }
    }

    /// The base URLs of the nodes' Wings, in the order of the nodes.
    public var wingsURLs: [String] { world.nodes.map(\.address) }

    /// The node whose Wings has a URL; nil for every other URL.
    public func wingsNode(of url: String) -> NodeID? {
        let web = url.hasPrefix("ws") ? "http" + url.dropFirst(2) : url
        return world.nodes.first { web == $0.address || web.hasPrefix($0.address + "/") }?.id
    }

    /// Whether a node's Wings takes connections at all, as of the last request or `advance`.
    public func isWingsListening(_ node: NodeID) -> Bool {
        world.node(node).map { $0.openness(at: clock) != .refuse } ?? false
    }

    /// How much later than at once a node's Wings answers, also the request for a WebSocket; as of the last request or
    /// `advance`.
    public func wingsDelay(of node: NodeID) -> Duration {
        options.scaled(world.node(node)?.openness(at: clock).delay ?? .zero)
    }

    /// Answers a request to a node's Wings that arrives at a time.
    ///
    /// A Wings that hangs carries out what it was asked to do when it wakes, and answers nobody; what a block swallows
    /// it never hears of.
    public mutating func respondAsWings(_ id: NodeID, to request: HTTPRequest, at now: Timestamp) -> SimulatedReply {
        advance(to: now)
        guard let node = world.node(id) else { return .refused }
        switch node.openness(at: clock) {
        case .refuse:
            count("wings_refused")
            return .refused
        case .hang:
            count("wings_hanging")
            if node.block == .none, request.method != .get {
                world.updateNode(id) { $0.requestsOnWaking.append(request) }
            }
            return .never
        case .error(let code):
            count("wings_status_\(code)")
            let text = "An unexpected error was encountered while processing this request"
            let request = world.daemon.random.uuid()
            return finished(.error(code, text, request: request), request, node)
        case .ok, .maintenance, .slow: break
        }
        return answerAsWings(node, to: request)
    }

    /// Answers a request that has reached a node's Wings.
    mutating func answerAsWings(_ node: SimulatedNode, to request: HTTPRequest) -> SimulatedReply {
        let requestID = world.daemon.random.uuid()
        do throws(DaemonAnswer) {
            return finished(try serve(RequestContext(request, at: clock), by: node, requestID), requestID, node)
        } catch {
            count("wings_status_\(error.status)")
            return finished(error, requestID, node)
        }
    }

    /// Asks a node's Wings for a WebSocket at a time; the URL names the server, `Origin` must be the panel's URL.
    public mutating func openStream(on id: NodeID, _ request: HTTPRequest, at now: Timestamp) -> StreamOpening {
        advance(to: now)
        guard let node = world.node(id), node.openness(at: clock).isWorking else {
            return .rejected(respondAsWings(id, to: request, at: now))
        }
        let context = RequestContext(request, at: clock)
        guard case (.websocket, let name?, _)? = DaemonRoute.match(request.method, context.segments),
            let server = wingsServer(name, on: id), refusalOfUpgrade(context) == nil
        else { return .rejected(respondAsWings(id, to: request, at: now)) }
        count("wings_ws")
        return .opened(world.openStream(to: server))
    }

    /// Lets a client's text frame arrive at a time.
    public mutating func receive(_ text: String, on stream: StreamID, at now: Timestamp) {
        advance(to: now)
        world.receive(text, on: stream, at: clock)
    }

    /// Takes what Wings has sent on a WebSocket up to a time, oldest first.
    public mutating func takeFrames(of stream: StreamID, at now: Timestamp) -> [StreamFrame] {
        advance(to: now)
        return world.takeFrames(of: stream, at: clock)
    }

    /// The WebSockets on which something may have been sent.
    package var streamsWithNews: Set<StreamID> { world.daemon.changed }

    /// Ends a WebSocket from the client's side.
    public mutating func closeStream(_ stream: StreamID, at now: Timestamp) {
        advance(to: now)
        world.closeStream(stream)
    }

    /// Takes what is to be sent on all WebSockets by now.
    mutating func takeFrames() -> [(stream: StreamID, frames: [StreamFrame])] {
        guard !world.daemon.changed.isEmpty else { return [] }
        return world.daemon.changed.compactMap { stream in
            let frames = world.takeFrames(of: stream, at: clock)
            return frames.isEmpty ? nil : (stream, frames)
        }
    }

    /// The server of a full id that a node's Wings knows.
    func wingsServer(_ name: String, on node: NodeID) -> SimulatedServer? {
        guard name.count == 36, let server = world.serverID(named: name).flatMap({ world.servers[$0] }) else {
            return nil
        }
        return server.node == node && server.process.isKnown ? server : nil
    }

    /// What gorilla/websocket says to what is no upgrade or comes from elsewhere.
    func refusalOfUpgrade(_ context: RequestContext) -> DaemonAnswer? {
        guard context.request.header("Upgrade")?.lowercased() == "websocket" else {
            return .plain(400, "Bad Request\n")
        }
        return context.request.header("Origin") == panelURL ? nil : .plain(403, "Forbidden\n")
    }

    private func finished(_ answer: DaemonAnswer, _ request: String, _ node: SimulatedNode) -> SimulatedReply {
        let type = answer.type.map { [(name: "Content-Type", value: $0)] } ?? []
        let common = [
            (name: "Access-Control-Allow-Origin", value: panelURL), (name: "X-Request-Id", value: request),
            (name: "Date", value: CivilTime(clock).http),
        ]
        let response = HTTPResponse(status: answer.status, headers: type + answer.headers + common, body: answer.body)
        return .answer(response, after: options.latency + wingsDelay(of: node.id))
    }
}
