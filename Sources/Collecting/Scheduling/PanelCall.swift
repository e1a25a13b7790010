public import PterodactylAPI

/// Everything that the agent asks of a panel and of its nodes' daemons, and the one thing it tells it.
public enum PanelCall: Sendable, Hashable {
    /// Who the key belongs to; also the probe of a panel that did not answer.
    case account
    /// A page of the server list.
    case serverList(ServerScope, page: Int)
    /// One server: readable in every state.
    case server(ServerUUID)
    /// Live state and utilization.
    case resources(ServerUUID)
    /// A page of a server's backups.
    case backups(ServerUUID, page: Int)
    /// The newest entries of a server's activity log.
    case activity(ServerUUID)
    /// A server's schedules.
    case schedules(ServerUUID)
    /// A page of the nodes.
    case nodes(page: Int)
    /// A page of the locations.
    case locations(page: Int)
    /// A page of the servers as the application API has them.
    case applicationServers(page: Int)
    /// How many allocations a node has, in all or without a server.
    case allocationCount(NodeID, isUnassignedOnly: Bool)
    /// What is needed to open a server's WebSocket.
    case credentials(ServerUUID)
    /// A node's configuration: where its token stands.
    case nodeConfiguration(NodeID)
    /// Live state and utilization of all servers of a node, asked of its Wings.
    case wingsServers(NodeID)
    /// Version and machine of a node, asked of its Wings; it asks Docker.
    case wingsSystem(NodeID)
    /// What it is told to do about a server.
    case order(ServerUUID, Order)

    /// A power action.
    public static func power(_ uuid: ServerUUID, _ signal: PowerSignal) -> PanelCall { .order(uuid, .power(signal)) }

    /// The API that it belongs to, and so the rate limit that it counts in.
    public var api: APICall.API {
        switch self {
        case .nodes, .locations, .applicationServers, .allocationCount, .nodeConfiguration: .application
        case .account, .serverList, .server, .resources, .backups, .activity, .schedules, .credentials: .client
        case .order(_, let order): order.api
        case .wingsServers, .wingsSystem: .wings
        }
    }

    /// The server that it is about.
    public var server: ServerUUID? {
        switch self {
        case .server(let uuid), .resources(let uuid), .backups(let uuid, _), .activity(let uuid), .schedules(let uuid),
            .credentials(let uuid), .order(let uuid, _):
            uuid
        case .account, .serverList, .nodes, .locations, .applicationServers, .allocationCount, .nodeConfiguration,
            .wingsServers, .wingsSystem:
            nil
        }
    }

    /// The server that it tells something to be done about; nil for questions.
    public var orderedServer: ServerUUID? { if case .order(let uuid, _) = self { uuid } else { nil } }

    /// The node that it is about by its number; nil for calls that know it only by one of its servers.
    var nodeID: NodeID? {
        switch self {
        case .allocationCount(let id, _), .nodeConfiguration(let id), .wingsServers(let id), .wingsSystem(let id): id
        default: nil
        }
    }

    /// Who understands the answer; nil for actions and credentials, which nobody collects.
    var collector: CollectorKind? {
        switch self {
        case .account, .serverList, .server: .inventory
        case .resources: .servers
        case .nodes, .locations, .applicationServers, .allocationCount: .nodes
        case .backups: .backups
        case .activity, .schedules: .activity
        case .nodeConfiguration, .wingsServers, .wingsSystem: .wings
        case .credentials, .order: nil
        }
    }

    /// Which page of a list it asks for; 1 for what has no pages.
    var page: Int {
        switch self {
        case .serverList(_, let page), .backups(_, let page), .nodes(let page), .locations(let page),
            .applicationServers(let page):
            page
        default: 1
        }
    }

    /// The same call for another page of its list; itself when it has no pages.
    func turned(to page: Int) -> PanelCall {
        switch self {
        case .serverList(let scope, _): .serverList(scope, page: page)
        case .backups(let uuid, _): .backups(uuid, page: page)
        case .nodes: .nodes(page: page)
        case .locations: .locations(page: page)
        case .applicationServers: .applicationServers(page: page)
        default: self
        }
    }

    /// The call that it is a part or a consequence of: a list's first page, the whole of a count; itself for any other.
    var beginning: PanelCall {
        if case .allocationCount(let id, _) = self { return .allocationCount(id, isUnassignedOnly: false) }
        return turned(to: 1)
    }

    /// Whether some keys may use the panel and yet not make this call.
    var needsRight: Bool {
        switch self {
        case .backups, .activity, .schedules, .nodes, .locations, .applicationServers, .allocationCount,
            .nodeConfiguration, .credentials:
            true
        case .account, .serverList, .server, .resources, .order, .wingsServers, .wingsSystem: false
        }
    }

    /// Whether the panel asks the server's node before it answers: such calls count for the breaker of that way.
    public var asksNode: Bool {
        switch self {
        case .resources, .order: true
        default: false
        }
    }

    /// Whether it goes to a node's Wings itself.
    public var isForWings: Bool { api == .wings }
}
