import PterodactylAPI

/// The collectors: the `collector` label.
public enum CollectorKind: String, Sendable, Hashable, CaseIterable {
    /// Which servers there are, their limits and the panel's status column.
    case inventory
    /// Live state and utilization of each server.
    case servers
    /// Live state and utilization of all servers of a node, from its own daemon.
    case wings
    /// Capacity and allocation of the nodes, locations, and what only the application API tells of servers.
    case nodes
    /// The backup list of each server.
    case backups
    /// Activity log and schedules of servers whose state changed without a known cause.
    case activity

    /// The API that its repeated calls belong to.
    var api: APICall.API {
        switch self {
        case .inventory, .servers, .backups, .activity: .client
        case .nodes: .application
        case .wings: .wings
        }
    }
}
