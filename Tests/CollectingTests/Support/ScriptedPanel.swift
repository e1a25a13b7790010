import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// A panel of a few servers whose answers a test can change, driven with a watcher on one virtual clock.
struct ScriptedPanel {
    var watcher: PanelWatcher
    var servers: [ScriptedServer]
    var nodes: [String]
    var deadNodes: Set<String> = []
    var isAdmin = false
    /// How many addresses and ports each node has that no server has.
    var freePorts = 0
    /// How many items a page has.
    var pageSize = 100
    /// What every call gets instead of its answer.
    var failure: HTTPResponse?
    /// What one call gets instead of its answer.
    var answers: [PanelCall: HTTPResponse] = [:]
    /// Calls that are under way for good.
    var unanswered: Set<PanelCall> = []
    var now = Timestamp.second(0)
    private(set) var sent: [PanelCall] = []
    private(set) var notices: [Notice] = []

    init(servers count: Int, nodes nodeCount: Int, plan: PanelPlan = PanelPlan(name: "main")) {
        watcher = PanelWatcher(plan: plan)
        nodes = (0..<nodeCount).map { "node-\($0)" }
        servers = (0..<count).map { ScriptedServer(uuid: .number($0), node: "node-\($0 % nodeCount)") }
    }

    // MARK: - Time

    /// Lets time pass in steps of a second; each call is answered within its step.
    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            for _ in 0..<50 {
                let calls = watcher.nextCalls(at: now)
                if calls.isEmpty { break }
                for call in calls {
                    sent.append(call)
                    if unanswered.contains(call) { continue }
                    _ = watcher.absorb(.success(answer(to: call)), to: call, sentAt: now, at: now)
                }
            }
            notices += watcher.takeNotices()
            now = now + .seconds(1)
        }
    }

    /// Lets time pass until a call was just made, a hundred seconds at the most.
    mutating func run(untilAskedFor call: PanelCall) {
        let count = asks(for: call)
        for _ in 0..<100 where asks(for: call) == count { run(seconds: 1) }
    }

    mutating func forgetCalls() { sent = [] }

    // MARK: - What was asked and what is known

    /// How often live state of a node's servers was asked for.
    func asks(of node: String) -> Int {
        let uuids = Set(servers.filter { $0.node == node }.map(\.uuid))
        return sent.count { call in if case .resources(let uuid) = call { uuids.contains(uuid) } else { false } }
    }

    func asks(for call: PanelCall) -> Int { sent.count { $0 == call } }

    func view(_ index: Int) -> ServerView? { watcher.view(of: servers[index].uuid) }

    /// The samples of a family now.
    func samples(_ name: String) -> [(labels: LabelSet, value: Double)] {
        var assembler = SnapshotAssembler()
        return assembler.assemble(at: now) { watcher.write(into: &$0, at: now) }.samples(of: name)
    }

    /// The one sample of a family that has these labels; nil when there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples(name).first { sample in labels.allSatisfy { sample.labels[$0.key] == $0.value } }?.value
    }

    /// Whether the last cycle of a collector brought all that it asked for.
    func isSuccessful(_ kind: CollectorKind) -> Bool? {
        value("pterowatch_collector_success", ["collector": kind.rawValue]).map { $0 == 1 }
    }

    // MARK: - Answers

    func answer(to call: PanelCall) -> HTTPResponse {
        failure ?? answers[call] ?? call.server.map { answer(to: call, of: $0) } ?? listAnswer(to: call)
    }

    private func listAnswer(to call: PanelCall) -> HTTPResponse {
        switch call {
        case .account:
            .json(.item("user", ["id": 1, "admin": .bool(isAdmin), "username": "bob"]))
        case .serverList(.adminAll, let page) where !isAdmin:
            .json(.page([], page, size: pageSize))
        case .serverList(_, let page):
            .json(.page(servers.map(\.body), page, size: pageSize))
        case .nodes, .locations, .applicationServers, .allocationCount:
            isAdmin ? applicationAnswer(to: call) : .forbidden
        default: .nonsense
        }
    }

    private func applicationAnswer(to call: PanelCall) -> HTTPResponse {
        switch call {
        case .nodes(let page):
            .json(.page(nodes.indices.map(nodeBody), page, size: pageSize))
        case .locations(let page):
            .json(.page([.item("location", ["id": 1, "short": "eu.fra"])], page, size: pageSize))
        case .applicationServers(let page):
            .json(.page(servers.indices.map(applicationBody), page, size: pageSize))
        case .allocationCount(let node, let isUnassignedOnly):
            .json(.page(allocationBodies(of: node, isUnassignedOnly), size: 1))
        default: .nonsense
        }
    }

    private func answer(to call: PanelCall, of uuid: ServerUUID) -> HTTPResponse {
        guard let server = servers.first(where: { $0.uuid == uuid }) else {
            return .error(404, "NotFoundHttpException", "The requested resource could not be found on the server.")
        }
        if case .server = call { return .json(server.body) }
        if let conflict = server.conflict { return .error(409, "ServerStateConflictException", conflict) }
        switch call {
        case .resources:
            return deadNodes.contains(server.node) ? .nodeIsAway : .json(server.resources(at: now))
        case .backups(_, let page): return .json(.page(server.backups, page, size: min(pageSize, 50)))
        case .activity: return .json(.page(server.log.filter { $0.visibleAt <= now }.map(\.entry)))
        case .schedules: return .json(.page(server.schedules))
        case .power:
            return deadNodes.contains(server.node) ? .nodeIsAway : HTTPResponse(status: 204, headers: [], body: [])
        default: return .nonsense
        }
    }

    private func nodeBody(_ index: Int) -> JSONValue {
        .item(
            "node",
            [
                "id": .number(index + 1), "uuid": .string("node-uuid-\(index)"), "name": .string(nodes[index]),
                "location_id": 1, "fqdn": .string("\(nodes[index]).example.com"), "scheme": "https", "memory": 2_048,
                "memory_overallocate": 0, "disk": 4_096, "disk_overallocate": -1,
                "allocated_resources": ["memory": 1_024, "disk": 512],
            ]
        )
    }

    private func allocationBodies(of node: NodeID, _ isUnassignedOnly: Bool) -> [JSONValue] {
        let name = nodes[node.rawValue - 1]
        let assigned = isUnassignedOnly ? 0 : servers.count { $0.node == name }
        return (0..<assigned + freePorts).map { index in
            .item(
                "allocation",
                [
                    "id": .number(index + 1), "ip": "10.0.0.1", "port": .number(25_565 + index),
                    "assigned": .bool(index < assigned),
                ]
            )
        }
    }

    private func applicationBody(_ index: Int) -> JSONValue {
        let uuid = servers[index].uuid
        return .item(
            "server",
            [
                "id": .number(index + 1), "external_id": .string("ext-\(index)"), "uuid": .string(uuid.rawValue),
                "identifier": .string(uuid.identifier.rawValue), "name": "x", "user": 7, "node": 1, "allocation": 1,
                "nest": 2, "egg": 5, "limits": [:], "feature_limits": [:], "container": [:],
            ]
        )
    }
}
