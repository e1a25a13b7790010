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

    // The rest of the client API; its table is `clientRows`.
    case twoFactor = "two_factor"
    case enableTwoFactor = "enable_two_factor"
    case disableTwoFactor = "disable_two_factor"
    case updateEmail = "update_email"
    case updatePassword = "update_password"
    case accountActivity = "account_activity"
    case apiKeys = "api_keys"
    case createAPIKey = "create_api_key"
    case deleteAPIKey = "delete_api_key"
    case sshKeys = "ssh_keys"
    case addSSHKey = "add_ssh_key"
    case removeSSHKey = "remove_ssh_key"
    case clientDatabases = "client_databases"
    case createClientDatabase = "create_client_database"
    case rotateClientDatabase = "rotate_client_database"
    case deleteClientDatabase = "delete_client_database"
    case listFiles = "list_files"
    case readFile = "read_file"
    case downloadFile = "download_file"
    case renameFiles = "rename_files"
    case copyFile = "copy_file"
    case writeFile = "write_file"
    case compressFiles = "compress_files"
    case decompressFile = "decompress_file"
    case deleteFiles = "delete_files"
    case createFolder = "create_folder"
    case chmodFiles = "chmod_files"
    case pullFile = "pull_file"
    case uploadURL = "upload_url"
    case clientAllocations = "client_allocations"
    case assignAllocation = "assign_allocation"
    case noteAllocation = "note_allocation"
    case makeAllocationPrimary = "make_allocation_primary"
    case unassignAllocation = "unassign_allocation"
    case subusers, subuser
    case createSubuser = "create_subuser"
    case updateSubuser = "update_subuser"
    case deleteSubuser = "delete_subuser"
    case backups, backup
    case createBackup = "create_backup"
    case downloadBackup = "download_backup"
    case lockBackup = "lock_backup"
    case restoreBackup = "restore_backup"
    case deleteBackup = "delete_backup"
    case startup
    case updateVariable = "update_variable"
    case setDockerImage = "set_docker_image"
    case renameServer = "rename_server"
    case clientReinstall = "client_reinstall"
    case schedules, schedule
    case createSchedule = "create_schedule"
    case updateSchedule = "update_schedule"
    case executeSchedule = "execute_schedule"
    case deleteSchedule = "delete_schedule"
    case createTask = "create_task"
    case updateTask = "update_task"
    case deleteTask = "delete_task"

    // The application API; its table is `applicationRows`.
    case users, user, userExternal = "user_external"
    case createUser = "create_user"
    case updateUser = "update_user"
    case deleteUser = "delete_user"
    case nodes, node, deployableNodes = "deployable_nodes"
    case nodeConfiguration = "node_configuration"
    case createNode = "create_node"
    case updateNode = "update_node"
    case deleteNode = "delete_node"
    case nodeAllocations = "node_allocations"
    case createAllocations = "create_allocations"
    case deleteAllocation = "delete_allocation"
    case locations, location
    case createLocation = "create_location"
    case updateLocation = "update_location"
    case deleteLocation = "delete_location"
    case applicationServers = "application_servers"
    case applicationServer = "application_server"
    case applicationServerExternal = "application_server_external"
    case createServer = "create_server"
    case updateServerDetails = "update_server_details"
    case updateServerBuild = "update_server_build"
    case updateServerStartup = "update_server_startup"
    case suspend, unsuspend
    case reinstallServer = "reinstall_server"
    case deleteServer = "delete_server"
    case forceDeleteServer = "force_delete_server"
    case applicationDatabases = "application_databases"
    case applicationDatabase = "application_database"
    case createApplicationDatabase = "create_application_database"
    case resetDatabasePassword = "reset_database_password"
    case deleteApplicationDatabase = "delete_application_database"
    case nests, nest, eggs, egg

    /// Whether it belongs to the client API.
    var isClient: Bool { Self.clientRoutes.contains(self) }

    /// Whether its path names a server of the client API.
    var isOfClientServer: Bool { Self.clientServerRoutes.contains(self) }

    private static let clientRoutes = Set(clientRows.map(\.route))
    private static let clientServerRoutes = Set(
        clientRows.filter { $0.pattern.hasPrefix("api/client/servers/*") }.map(\.route)
    )

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
        // The panel names them in the order of its router, each once.
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].filter(methods.contains)
        return methods.isEmpty ? .unknown : .otherMethods(known)
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

    /// A line of the routing table.
    struct Row: Sendable {
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

    private static let table = clientRows + applicationRows
}
