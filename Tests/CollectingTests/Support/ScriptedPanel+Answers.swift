import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

// What the panel answers.
extension ScriptedPanel {
    func answer(to call: PanelCall) -> HTTPResponse {
        var response =
            failure ?? answers[call] ?? call.server.map { answer(to: call, of: $0) } ?? listAnswer(to: call)
        if let rateLimit {
            response.headers += [("X-RateLimit-Limit", "\(rateLimit)"), ("X-RateLimit-Remaining", "\(rateLimit)")]
        }
        return response
    }

    private func listAnswer(to call: PanelCall) -> HTTPResponse {
        switch call {
        case .account:
            .json(.item("user", ["id": 1, "admin": .bool(isAdmin), "username": "bob"]))
        case .serverList(.adminAll, let page) where !isAdmin:
            .json(.page([], page, size: pageSize))
        case .serverList(_, let page):
            .json(.page(servers.map(\.body), page, size: pageSize))
        case .nodes, .locations, .applicationServers, .allocationCount, .nodeConfiguration:
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
        case .nodeConfiguration(let node): .json(wings[node.rawValue - 1].configuration)
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
        case .credentials: return .json(Self.credentials)
        case .order:
            return deadNodes.contains(server.node) ? .nodeIsAway : HTTPResponse(status: 204, headers: [], body: [])
        default: return .nonsense
        }
    }

    private static let credentials: JSONValue = [
        "data": ["token": "token", "socket": "wss://node.example.com:8080/api/servers/x/ws"]
    ]

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
