import Agent
import PanelSimulator
import PterodactylAPI
import Telemetry
import TestSupport

/// WebSockets to simulated Wings on a virtual clock: the library's own state machine, with nothing but time in between.
struct VirtualStreams {
    /// What comes out of them.
    enum Output {
        case credentialsWanted(StreamAddress)
        case said(StreamedEvent)
    }

    private struct Link {
        var machine: ServerStream
        var sockets: [ServerStream.SocketID: (stream: StreamID, node: NodeID)] = [:]
        var wakes: Set<PanelTime> = []
        /// Its own, so that what one does changes nothing for another.
        var random: SeededGenerator
    }

    private var links: [StreamAddress: Link] = [:]

    var isEmpty: Bool { links.isEmpty }

    /// Whether a server has an open WebSocket.
    func isOpen(_ address: StreamAddress) -> Bool { links[address]?.sockets.isEmpty == false }

    /// When one of them has something to do by itself, at the earliest.
    private(set) var nextWake: Timestamp?

    private mutating func findNextWake() {
        nextWake = links.values.compactMap { $0.wakes.min() }.min().map {
            Timestamp(millisecondsSince1970: $0.millisecondsSince1970)
        }
    }

    mutating func follow(_ order: StreamOrder, at now: Timestamp, _ panel: inout SimulatedPanel) -> [Output] {
        unfollow(order.address, at: now, &panel)
        let seed = order.address.server.rawValue.utf8.reduce(UInt64(1)) { $0 &* 31 &+ UInt64($1) }
        links[order.address] = Link(
            machine: ServerStream(origin: order.origin ?? panel.panelURL),
            random: SeededGenerator(seed: seed)
        )
        return handle(.start, of: order.address, at: now, &panel)
    }

    mutating func unfollow(_ address: StreamAddress, at now: Timestamp, _ panel: inout SimulatedPanel) {
        guard let link = links.removeValue(forKey: address) else { return }
        for (stream, _) in link.sockets.values { panel.closeStream(stream, at: now) }
    }

    /// Ends all of a panel's, as when the agent is killed.
    mutating func closeAll(of name: String, at now: Timestamp, _ panel: inout SimulatedPanel) {
        for address in links.keys where address.panel == name { unfollow(address, at: now, &panel) }
    }

    mutating func answer(
        _ address: StreamAddress,
        _ answer: Result<WebSocketCredentials, PanelError>,
        at now: Timestamp,
        _ panel: inout SimulatedPanel
    ) -> [Output] {
        switch answer {
        case .success(let credentials): handle(.credentials(credentials), of: address, at: now, &panel)
        case .failure(let error): handle(.credentialsFailed(error), of: address, at: now, &panel)
        }
    }

    /// Lets everything arrive that was sent by a panel's nodes by now, and everything happen that is due.
    mutating func advance(of name: String, to now: Timestamp, _ panel: inout SimulatedPanel) -> [Output] {
        let news = panel.streamsWithNews
        guard !news.isEmpty || nextWake.map({ $0 <= now }) ?? false else { return [] }
        let concerned = links.filter { address, link in
            address.panel == name
                && (link.wakes.contains { $0 <= now.panelTime }
                    || link.sockets.values.contains { news.contains($0.stream) })
        }
        var outputs: [Output] = []
        for address in concerned.keys.sorted(by: { $0.server < $1.server }) {
            for (id, socket) in links[address]?.sockets ?? [:] {
                for frame in panel.takeFrames(of: socket.stream, at: now) {
                    outputs += handle(Self.input(frame, id), of: address, at: now, &panel)
                }
            }
            if let wake = links[address]?.wakes.min(), wake <= now.panelTime {
                outputs += handle(.tick, of: address, at: now, &panel)
            }
        }
        if nextWake.map({ $0 <= now }) ?? false { findNextWake() }
        return outputs
    }

    private static func input(_ frame: StreamFrame, _ id: ServerStream.SocketID) -> ServerStream.Input {
        switch frame.payload {
        case .text(let text): .text(id, text)
        case .close(let code, let reason): .closed(id, WebSocketClosure(code: code, reason: reason))
        case .broken: .closed(id, .abnormal)
        }
    }

    private mutating func handle(
        _ input: ServerStream.Input,
        of address: StreamAddress,
        at now: Timestamp,
        _ panel: inout SimulatedPanel
    ) -> [Output] {
        guard var link = links[address] else { return [] }
        link.wakes = link.wakes.filter { $0 > now.panelTime }
        if case .closed(let id, _) = input { link.sockets[id] = nil }
        var outputs: [Output] = []
        var follow: [ServerStream.Input] = []
        for action in link.machine.handle(input, at: now.panelTime, using: &link.random) {
            switch action {
            case .fetchCredentials: outputs.append(.credentialsWanted(address))
            case .connect(let id, let request): follow += Self.connect(id, request, &link, at: now, &panel)
            case .send(let id, let request):
                if let socket = link.sockets[id] { panel.receive(request.frame, on: socket.stream, at: now) }
            case .ping(let id):
                guard let socket = link.sockets[id], !panel.isHanging(socket.node) else { continue }
                follow.append(.sign(id))
            case .close(let id, _):
                if let socket = link.sockets.removeValue(forKey: id) { panel.closeStream(socket.stream, at: now) }
            case .deliver(let event): outputs.append(.said(StreamedEvent(address: address, event: event, at: now)))
            case .wake(let time):
                link.wakes.insert(time)
                let wake = Timestamp(millisecondsSince1970: time.millisecondsSince1970)
                nextWake = nextWake.map { min($0, wake) } ?? wake
            }
        }
        links[address] = link
        for input in follow { outputs += handle(input, of: address, at: now, &panel) }
        return outputs
    }

    private static func connect(
        _ id: ServerStream.SocketID,
        _ request: WebSocketRequest,
        _ link: inout Link,
        at now: Timestamp,
        _ panel: inout SimulatedPanel
    ) -> [ServerStream.Input] {
        let refused = ServerStream.Input.notOpened(id, .transport(.connectFailed("connection refused")))
        guard let node = panel.wingsNode(of: request.url) else { return [refused] }
        let upgrade = HTTPRequest(
            method: .get,
            url: request.url,
            headers: [("Upgrade", "websocket"), ("Origin", request.origin)],
            timeout: .seconds(20)
        )
        switch panel.openStream(on: node, upgrade, at: now) {
        case .opened(let stream):
            link.sockets[id] = (stream, node)
            return [.opened(id)]
        case .rejected(.answer(let response, _)), .rejected(.cut(let response, _)):
            return [.notOpened(id, .refused(status: response.status))]
        case .rejected(.refused): return [refused]
        // The machine gives up by itself.
        case .rejected(.never): return []
        }
    }
}

extension Timestamp {
    /// The same moment as the API core counts it.
    fileprivate var panelTime: PanelTime { PanelTime(millisecondsSince1970: millisecondsSince1970) }
}

extension SimulatedPanel {
    /// Whether a node takes connections and says nothing.
    fileprivate func isHanging(_ node: NodeID) -> Bool { nodes.first { $0.id == node }?.mode == .hang }
}
