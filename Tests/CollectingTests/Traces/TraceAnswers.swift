import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// What panel and node of recorded servers answer to calls, and when.
struct TraceAnswers {
    /// An answer, and when it comes.
    struct Arrival {
        let at: Timestamp
        let result: Result<HTTPResponse, TransportError>
    }

    /// How long the agent waits for Wings.
    private static let patience = Duration.seconds(5)
    /// How long the panel keeps what a node told.
    private static let cacheAge = Duration.seconds(20)

    private let servers: [RecordedServer]
    private var panel: ScriptedPanel
    /// What the panel has cached, and since when.
    private var cache: [ServerUUID: (response: HTTPResponse, since: Timestamp)] = [:]

    init(_ servers: [RecordedServer]) {
        self.servers = servers
        panel = ScriptedPanel(servers: servers.count, nodes: 1)
        panel.isAdmin = true
        panel.servers = servers.map { server in
            var scripted = ScriptedServer(uuid: server.uuid, node: "node-0")
            scripted.diskLimitMebibytes = 512
            scripted.log = server.log
            return scripted
        }
        for server in servers {
            let answers = server.answers.filter { $0.value.status == 200 }
            guard let last = answers.last else { continue }
            let run = answers.reversed().prefix { $0.value.body == last.value.body }
            cache[server.uuid] = (last.value, run.last?.at ?? last.at)
        }
    }

    mutating func arrival(of call: PanelCall, at now: Timestamp) -> Arrival {
        if case .resources(let uuid) = call, let server = servers.first(where: { $0.uuid == uuid }) {
            return resources(of: server, at: now)
        }
        if call.isForWings { return wings(call, at: now) }
        panel.now = now
        let gone = Set(servers.filter { $0.goneAt.map { $0 <= now } ?? false }.map(\.uuid))
        panel.servers.removeAll { gone.contains($0.uuid) }
        for index in panel.servers.indices {
            let uuid = panel.servers[index].uuid
            panel.servers[index].status = servers.first { $0.uuid == uuid }?.status(at: now)
        }
        return Arrival(at: now, result: .success(scripted(call)))
    }

    private func scripted(_ call: PanelCall) -> HTTPResponse {
        let plain = panel.answer(to: call)
        switch call {
        case .nodeConfiguration:
            return .json(
                [
                    "debug": false, "uuid": "node-uuid-0", "token_id": "id", "token": "node-token",
                    "api": ["host": "0.0.0.0", "port": 8_080, "ssl": ["enabled": false]],
                    "system": ["data": "/srv", "sftp": ["bind_port": 2_022]], "allowed_mounts": [],
                    "remote": "https://panel.example.com",
                ]
            )
        case .credentials where plain.status < 400:
            return .json(["data": ["token": "token", "socket": "wss://node.example.com/ws"]])
        default: return plain
        }
    }

    // MARK: - Live state from the panel

    /// The trace's next answer, when it came; after its last one, what a panel with a cache of 20 s would say.
    private mutating func resources(of server: RecordedServer, at now: Timestamp) -> Arrival {
        if let next = server.answers.first(where: { $0.at >= now }) {
            return Arrival(at: next.at, result: .success(next.value))
        }
        return Arrival(at: now, result: .success(cachedResources(of: server, at: now)))
    }

    private mutating func cachedResources(of server: RecordedServer, at now: Timestamp) -> HTTPResponse {
        if let goneAt = server.goneAt, goneAt <= now { return .error(404, "NotFoundHttpException") }
        var scripted = ScriptedServer(uuid: server.uuid, node: "node-0")
        scripted.status = server.status(at: now)
        if let conflict = scripted.conflict { return .error(409, "ServerStateConflictException", conflict) }
        if let kept = cache[server.uuid], now - kept.since < Self.cacheAge { return kept.response }
        guard case .server(let json)? = server.word(at: now) else { return .nodeIsAway }
        let response = HTTPResponse.json(json.asResources)
        cache[server.uuid] = (response, now)
        return response
    }

    // MARK: - The node

    private func wings(_ call: PanelCall, at now: Timestamp) -> Arrival {
        if let hang = servers.compactMap(\.hang).first(where: { $0.contains(now) }) {
            let end = now + Self.patience
            if hang.upperBound > end { return Arrival(at: end, result: .failure(.timedOut)) }
            return Arrival(at: hang.upperBound, result: answer(to: call, at: hang.upperBound))
        }
        return Arrival(at: now, result: answer(to: call, at: now))
    }

    private func answer(to call: PanelCall, at now: Timestamp) -> Result<HTTPResponse, TransportError> {
        let words = servers.map { ($0, $0.word(at: now)) }
        let isRefused = words.contains { if case .refused? = $0.1 { true } else { false } }
        guard !isRefused else { return .failure(.connectFailed("refused")) }
        if case .wingsSystem = call {
            let isDockerAway = servers.contains { $0.dockerOutage?.contains(now) ?? false }
            return .success(isDockerAway ? .json(["error": "no Docker"], status: 500) : .json(Self.system))
        }
        let listed = words.compactMap { server, word -> JSONValue? in
            guard case .server(let json)? = word, var object = json.object else { return nil }
            object["configuration"] = Self.configuration(of: server.uuid)
            return .object(object)
        }
        return .success(.json(.array(listed)))
    }

    private static let system: JSONValue = (try? Trace.answer("wings_system_v2.json")) ?? .null
    private static let list: JSONValue = (try? Trace.answer("wings_servers_bulk.json")) ?? .null

    private static func configuration(of uuid: ServerUUID) -> JSONValue {
        var configuration = list.array?.first?["configuration"]?.object ?? [:]
        configuration["uuid"] = .string(uuid.rawValue)
        return .object(configuration)
    }
}
