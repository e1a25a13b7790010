public import PterodactylAPI

/// What came back of a call, decoded.
public enum PanelAnswer: Sendable {
    case account(Account)
    case servers(Page<Server>)
    case server(Server)
    case resources(ServerResources)
    case backups(Page<Backup>)
    case activity(Page<ActivityEntry>)
    case schedules([Schedule])
    case nodes(Page<Node>)
    case locations(Page<Location>)
    case applicationServers(Page<ApplicationServer>)
    case allocations(Page<ApplicationAllocation>)
    case credentials(WebSocketCredentials)
    case nodeConfiguration(NodeConfiguration)
    case wingsServers([WingsServer])
    case wingsSystem(WingsSystem)
    case accepted
    case backupBegun(BackupUUID)

    /// How many pages the list has of which this is one; nil for what has no pages.
    var pageCount: Int? {
        switch self {
        case .servers(let page): page.pagination.totalPages
        case .backups(let page): page.pagination.totalPages
        case .nodes(let page): page.pagination.totalPages
        case .locations(let page): page.pagination.totalPages
        case .applicationServers(let page): page.pagination.totalPages
        default: nil
        }
    }
}

extension PanelCall {
    /// What to send, and how to read the answer.
    public var endpoint: Endpoint<PanelAnswer> {
        let api = ClientAPI()
        let admin = ApplicationAPI()
        return switch self {
        case .account: api.account.get().endpoint.map { .account($0) }
        case .serverList(let scope, let page): api.servers.list(scope).page(page).endpoint.map { .servers($0) }
        case .server(let uuid): api.servers(uuid).get().endpoint.map { .server($0) }
        case .resources(let uuid): api.servers(uuid).resources().endpoint.map { .resources($0) }
        case .backups(let uuid, let page): api.servers(uuid).backups.list().page(page).endpoint.map { .backups($0) }
        case .activity(let uuid): api.servers(uuid).activity().page(1).endpoint.map { .activity($0) }
        case .schedules(let uuid): api.servers(uuid).schedules.list().endpoint.map { .schedules($0) }
        case .nodes(let page): admin.nodes.list().page(page).endpoint.map { .nodes($0) }
        case .locations(let page): admin.locations.list().page(page).endpoint.map { .locations($0) }
        case .applicationServers(let page): admin.servers.list().page(page).endpoint.map { .applicationServers($0) }
        case .allocationCount(let node, let isUnassignedOnly):
            // A page of one is enough: the pagination tells the total.
            admin.nodes(node).allocations.list(filter: isUnassignedOnly ? [.unassigned] : [], perPage: 1).page(1)
                .endpoint.map { .allocations($0) }
        case .credentials(let uuid): api.servers(uuid).websocket().endpoint.map { .credentials($0) }
        case .nodeConfiguration(let node): admin.nodes(node).configuration().endpoint.map { .nodeConfiguration($0) }
        case .wingsServers:
            WingsAPI().servers.list().endpoint.within(Self.wingsPatience).map { .wingsServers($0) }
        case .wingsSystem:
            WingsAPI().system(isDetailed: true).endpoint.within(Self.wingsPatience).map { .wingsSystem($0) }
        case .order(let uuid, let order): order.endpoint(uuid)
        }
    }

    /// How long a daemon may take: it answers from memory, and one that hangs is to be found out within two cycles.
    static let wingsPatience = Duration.seconds(5)

    /// What to send.
    public var request: APICall { endpoint.call }
}
