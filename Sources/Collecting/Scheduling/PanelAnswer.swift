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
    case accepted

    /// How many pages the list has of which this is one; nil for what has no pages.
    var pageCount: Int? {
        switch self {
        case .servers(let page): page.pagination.totalPages
        case .backups(let page): page.pagination.totalPages
        case .nodes(let page): page.pagination.totalPages
        case .locations(let page): page.pagination.totalPages
        case .applicationServers(let page): page.pagination.totalPages
        case .account, .server, .resources, .activity, .schedules, .allocations, .accepted: nil
        }
    }
}

extension PanelCall {
    /// What to send, and how to read the answer.
    public var endpoint: Endpoint<PanelAnswer> {
        switch self {
        case .account: ClientAPI.account().map { .account($0) }
        case .serverList(let scope, let page): ClientAPI.servers(scope, page: page).map { .servers($0) }
        case .server(let uuid): ClientAPI.server(uuid).map { .server($0) }
        case .resources(let uuid): ClientAPI.resources(uuid).map { .resources($0) }
        case .backups(let uuid, let page): ClientAPI.backups(uuid, page: page).map { .backups($0) }
        case .activity(let uuid): ClientAPI.activity(uuid).map { .activity($0) }
        case .schedules(let uuid): ClientAPI.schedules(uuid).map { .schedules($0) }
        case .nodes(let page): ApplicationAPI.nodes(page: page).map { .nodes($0) }
        case .locations(let page): ApplicationAPI.locations(page: page).map { .locations($0) }
        case .applicationServers(let page): ApplicationAPI.servers(page: page).map { .applicationServers($0) }
        case .allocationCount(let node, let isUnassignedOnly):
            // A page of one is enough: the pagination tells the total.
            ApplicationAPI.allocations(of: node, isUnassignedOnly ? .unassigned : .all, perPage: 1)
                .map { .allocations($0) }
        case .power(let uuid, let signal): ClientAPI.power(uuid, signal).map { _ in .accepted }
        }
    }

    /// What to send.
    public var request: APICall { endpoint.call }
}
