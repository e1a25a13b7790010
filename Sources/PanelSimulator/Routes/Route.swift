import PterodactylAPI

/// The panel's routes that are simulated.
enum Route: String, Sendable, CaseIterable {
    case clientServers = "client_servers"
    case account
    case permissions
    case server
    case resources
    case websocket
    case power
    case command
    case activity
    case backups
    case createBackup = "create_backup"
    case backup
    case lockBackup = "lock_backup"
    case deleteBackup = "delete_backup"
    case schedules
    case schedule
    case executeSchedule = "execute_schedule"
    case applicationServers = "application_servers"
    case applicationServer = "application_server"
    case applicationServerExternal = "application_server_external"
    case suspend
    case unsuspend
    case nodes
    case node
    case nodeConfiguration = "node_configuration"
    case nodeAllocations = "node_allocations"
    case locations
    case location

    /// Whether it belongs to the client API.
    var isClient: Bool { Self.table.contains { $0.route == self && $0.pattern.hasPrefix("api/client") } }

    /// What a method and a path lead to.
    enum Match: Sendable {
        case route(Route, arguments: [String])
        /// The path is there for other methods.
        case otherMethods([String])
        case unknown
    }

    /// Finds the route of a path.
    static func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
        var methods: [String] = []
        for row in table {
            guard let arguments = arguments(of: segments, in: row.segments) else { continue }
            if row.method == method { return .route(row.route, arguments: arguments) }
            methods += row.method == .get ? ["GET", "HEAD"] : [row.method.rawValue]
        }
        return methods.isEmpty ? .unknown : .otherMethods(methods)
    }

    private static func arguments(of segments: [String], in pattern: [String]) -> [String]? {
        guard segments.count == pattern.count else { return nil }
        var arguments: [String] = []
        for (segment, expected) in zip(segments, pattern) {
            if expected == "*" {
                arguments.append(segment)
            } else if segment != expected {
                return nil
            }
        }
        return arguments
    }

    private struct Row: Sendable {
        let method: HTTPRequest.Method
        let pattern: String
        let segments: [String]
        let route: Route

        init(_ method: HTTPRequest.Method, _ pattern: String, _ route: Route) {
            self.method = method
            self.pattern = pattern
            self.segments = pattern.split(separator: "/").map(String.init)
            self.route = route
        }
    }

    private static let table: [Row] = [
        Row(.get, "api/client", .clientServers),
        Row(.get, "api/client/account", .account),
        Row(.get, "api/client/permissions", .permissions),
        Row(.get, "api/client/servers/*", .server),
        Row(.get, "api/client/servers/*/resources", .resources),
        Row(.get, "api/client/servers/*/websocket", .websocket),
        Row(.post, "api/client/servers/*/power", .power),
        Row(.post, "api/client/servers/*/command", .command),
        Row(.get, "api/client/servers/*/activity", .activity),
        Row(.get, "api/client/servers/*/backups", .backups),
        Row(.post, "api/client/servers/*/backups", .createBackup),
        Row(.get, "api/client/servers/*/backups/*", .backup),
        Row(.delete, "api/client/servers/*/backups/*", .deleteBackup),
        Row(.post, "api/client/servers/*/backups/*/lock", .lockBackup),
        Row(.get, "api/client/servers/*/schedules", .schedules),
        Row(.get, "api/client/servers/*/schedules/*", .schedule),
        Row(.post, "api/client/servers/*/schedules/*/execute", .executeSchedule),
        Row(.get, "api/application/servers", .applicationServers),
        Row(.get, "api/application/servers/*", .applicationServer),
        Row(.get, "api/application/servers/external/*", .applicationServerExternal),
        Row(.post, "api/application/servers/*/suspend", .suspend),
        Row(.post, "api/application/servers/*/unsuspend", .unsuspend),
        Row(.get, "api/application/nodes", .nodes),
        Row(.get, "api/application/nodes/*", .node),
        Row(.get, "api/application/nodes/*/configuration", .nodeConfiguration),
        Row(.get, "api/application/nodes/*/allocations", .nodeAllocations),
        Row(.get, "api/application/locations", .locations),
        Row(.get, "api/application/locations/*", .location),
    ]
}
