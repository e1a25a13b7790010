import PanelSimulator
import PterodactylAPI

/// A recorded exchange and how to bring the simulated panel to the same answer.
struct ContractCase: Sendable, CustomStringConvertible {
    enum Key: Sendable {
        case admin, user, application, wrong, none, lowercase, wrongSecret, spaced, restricted
        /// An application key with fewer rights.
        case limited(ApplicationRights)
    }

    let recording: String
    var method = HTTPRequest.Method.get
    /// With marks in braces; see `ContractMarks`.
    let target: String
    var key = Key.admin
    var body: String?
    var contentType = "application/json"
    var accept = "application/json"
    var server = "Survival"
    var options = SimulatorOptions()
    /// Brings the world into the state.
    var controls: @Sendable (ServerIdentifier) -> [Control] = { _ in [] }
    /// Requests before the one that counts: a target, maybe a space and a body.
    var before: [(HTTPRequest.Method, String)] = []
    /// The time between those requests and the one that counts.
    var wait = Duration.zero
    /// What is done after those requests.
    var lateControls: @Sendable (ServerIdentifier) -> [Control] = { _ in [] }
    /// Whether the error's text is the same to the letter, request ids aside.
    var hasSameDetail = true

    var description: String { recording }
}

extension ContractCase {
    /// Makes a case with the words in the order of a request.
    init(
        _ recording: String,
        _ method: HTTPRequest.Method = .get,
        _ target: String,
        _ body: String? = nil,
        key: Key = .admin,
        server: String = "Survival",
        options: SimulatorOptions = SimulatorOptions(),
        before: [(HTTPRequest.Method, String)] = [],
        wait: Duration = .zero,
        controls: @escaping @Sendable (ServerIdentifier) -> [Control] = { _ in [] }
    ) {
        self.init(recording: recording, method: method, target: target, key: key, body: body, server: server)
        self.options = options
        self.before = before
        self.wait = wait
        self.controls = controls
    }
}

extension ContractCase {
    /// A server's path.
    static let S = "/api/client/servers/{S}"

    /// All cases of the client API.
    static let allClient =
        client + errors + account + lists + files + backupsAndStates + databasesAndNetwork + settingsAndUsers
        + scheduleCases

    /// Recordings that no case compares, with the reason.
    static let uncompared = [
        "error.500.redis-down": "there is no mode without Redis; its 500 has the database's form, another class name",
        "variant.HEAD": "the pure panel has no HEAD; the server in front of it makes one of GET and drops the body",
        "error.wings-hang.resources": "compared in a test of its own, with the time that it takes",
    ]

    static let client: [ContractCase] = [
        ContractCase(recording: "account.get_account", target: "/api/client/account"),
        ContractCase(recording: "servers.list_permissions", target: "/api/client/permissions"),
        ContractCase(recording: "servers.list_servers", target: "/api/client"),
        ContractCase(recording: "servers.list_servers.per_page2.page2", target: "/api/client?per_page=1&page=2"),
        ContractCase(recording: "servers.list_servers.per_page2.page99", target: "/api/client?per_page=2&page=99"),
        ContractCase(
            recording: "servers.list_servers.include-egg-subusers",
            target: "/api/client?include=egg%2Csubusers&per_page=2&type=admin-all"
        ),
        ContractCase(recording: "servers.list_servers.filter-bad", target: "/api/client?filter%5Bnope%5D=x"),
        ContractCase(recording: "servers.list_servers.per_page_abc", target: "/api/client?per_page=abc"),
        ContractCase(recording: "servers.list_servers.per_page_-1", target: "/api/client?per_page=-1"),
        ContractCase(recording: "servers.get_server", target: S),
        ContractCase(recording: "servers.get_server.carol-limited-subuser", target: S, key: .user),
        ContractCase(recording: "servers.get_server_utilization", target: S + "/resources"),
        ContractCase(recording: "servers.resources.offline", target: S + "/resources", server: "Creative"),
        ContractCase(recording: "servers.resources.suspended", target: S + "/resources", controls: { [.suspend($0)] }),
        ContractCase(
            recording: "servers.resources.installing",
            target: S + "/resources",
            controls: { [.setStatus($0, "installing")] }
        ),
        ContractCase(
            recording: "servers.resources.restoring-backup",
            target: S + "/resources",
            controls: { [.setStatus($0, "restoring_backup")] }
        ),
        ContractCase(
            recording: "servers.resources.transferring",
            target: S + "/resources",
            controls: { [.setTransferring($0, true)] }
        ),
        ContractCase(
            recording: "servers.resources.unknown-to-wings",
            target: S + "/resources",
            controls: { [.setKnownToWings($0, false)] },
            hasSameDetail: false
        ),
        ContractCase(recording: "servers.get_websocket", target: S + "/websocket"),
        ContractCase(
            recording: "servers.get_websocket.suspended",
            target: S + "/websocket",
            controls: { [.suspend($0)] }
        ),
        ContractCase(
            recording: "servers.get_websocket.installing",
            target: S + "/websocket",
            controls: { [.setStatus($0, "installing")] }
        ),
        ContractCase(
            recording: "servers.activity.after-writes",
            target: S + "/activity?per_page=5&include=actor",
            before: [(.post, S + "/command {\"command\":\"say hi\"}")]
        ),
        ContractCase(recording: "servers.backups.list_backups", target: S + "/backups"),
        ContractCase(
            recording: "servers.backups.list_backups.empty",
            target: S + "/backups",
            controls: { [.removeBackups($0)] }
        ),
        ContractCase(recording: "servers.backups.list_backups.carol-403", target: S + "/backups", key: .user),
        ContractCase(recording: "servers.backups.create_backup", method: .post, target: S + "/backups"),
        ContractCase(
            recording: "servers.backups.create_backup.named",
            method: .post,
            target: S + "/backups",
            body: #"{"name": "will fail", "ignored": "*.log\ncache", "is_locked": true}"#
        ),
        ContractCase(recording: "servers.backups.get_backup_detail", target: S + "/backups/{B}"),
        ContractCase(
            recording: "servers.backups.get_backup_detail.404",
            target: S + "/backups/00000000-0000-0000-0000-000000000000"
        ),
        ContractCase(recording: "servers.backups.lock", method: .post, target: S + "/backups/{B}/lock"),
        ContractCase(recording: "servers.backups.delete_backup", method: .delete, target: S + "/backups/{B}"),
        ContractCase(
            recording: "servers.backups.delete_backup.locked",
            method: .delete,
            target: S + "/backups/{B}",
            before: [(.post, S + "/backups/{B}/lock")]
        ),
        ContractCase(recording: "servers.schedules.list_schedules", target: S + "/schedules"),
        ContractCase(recording: "servers.schedules.get_schedule_details", target: S + "/schedules/{C}"),
        ContractCase(recording: "servers.schedules.run_schedule", method: .post, target: S + "/schedules/{C}/execute"),
        ContractCase(
            recording: "servers.send_power_action.start",
            method: .post,
            target: S + "/power",
            body: #"{"signal":"start"}"#
        ),
        ContractCase(
            recording: "servers.send_console_command",
            method: .post,
            target: S + "/command",
            body: #"{"command":"say hi"}"#
        ),
        ContractCase(recording: "ok.no-accept-header", target: "/api/client?per_page=1", accept: "*/*"),
    ]

    static let errors: [ContractCase] = [
        ContractCase(recording: "error.401.no-key", target: "/api/client", key: .none),
        ContractCase(recording: "error.401.no-accept-header", target: "/api/client", key: .none, accept: "*/*"),
        ContractCase(recording: "variant.lowercase-bearer", target: "/api/client", key: .lowercase),
        ContractCase(recording: "variant.double-slash", target: "//api/client", hasSameDetail: false),
        ContractCase(
            recording: "error.403.application-key-on-client-api",
            target: "/api/client",
            key: .application
        ),
        ContractCase(
            recording: "error.403.subuser-missing-permission",
            method: .post,
            target: S + "/power",
            key: .user,
            body: #"{"signal":"restart"}"#
        ),
        ContractCase(recording: "error.404.server-of-other-user", target: S, key: .user, server: "Rust Vanilla"),
        ContractCase(recording: "error.404.server-unknown", target: "/api/client/servers/00000000"),
        ContractCase(recording: "error.404.unknown-route", target: "/api/client/does/not/exist"),
        ContractCase(recording: "error.405.method-not-allowed", method: .delete, target: "/api/client"),
        ContractCase(
            recording: "error.409.node-maintenance.power",
            method: .post,
            target: S + "/power",
            body: #"{"signal":"start"}"#,
            controls: { _ in [.setNodeMode(NodeID(1), .maintenance)] }
        ),
        ContractCase(
            recording: "error.422.power-bad-signal",
            method: .post,
            target: S + "/power",
            body: #"{"signal":"explode"}"#
        ),
        ContractCase(recording: "error.422.power-missing-signal", method: .post, target: S + "/power", body: "{}"),
        ContractCase(recording: "error.422.command-missing", method: .post, target: S + "/command", body: "{}"),
        ContractCase(recording: "error.400.malformed-json", method: .post, target: S + "/power", body: "{\"signal\": "),
        ContractCase(
            recording: "error.502.command-on-offline-server",
            method: .post,
            target: S + "/command",
            body: #"{"command":"say hi"}"#,
            server: "Creative"
        ),
        ContractCase(
            recording: "error.wings-refuse.resources",
            target: S + "/resources",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            recording: "error.wings-refuse.power",
            method: .post,
            target: S + "/power",
            body: #"{"signal":"start"}"#,
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            recording: "error.wings-500.resources",
            target: S + "/resources",
            controls: { _ in [.setNodeMode(NodeID(1), .error(500))] },
            hasSameDetail: false
        ),
        ContractCase(
            recording: "error.wings-500.power",
            method: .post,
            target: S + "/power",
            body: #"{"signal":"start"}"#,
            controls: { _ in [.setNodeMode(NodeID(1), .error(500))] },
            hasSameDetail: false
        ),
        ContractCase(
            recording: "error.404.power-unknown-to-wings",
            method: .post,
            target: S + "/power",
            body: #"{"signal":"start"}"#,
            controls: { [.setKnownToWings($0, false)] },
            hasSameDetail: false
        ),
        ContractCase(
            recording: "error.429.rate-limited",
            target: "/api/client",
            controls: { _ in [.setPanelMode(.rateLimited)] }
        ),
        ContractCase(
            recording: "error.429.backup-throttle",
            method: .post,
            target: S + "/backups",
            before: [(.post, S + "/backups"), (.post, S + "/backups")]
        ),
        ContractCase(
            recording: "error.400.backup-limit-zero",
            method: .post,
            target: S + "/backups",
            server: "Lobby Proxy"
        ),
        ContractCase(
            recording: "error.502.nginx-php-fpm-down",
            target: "/api/client",
            controls: { _ in [.setPanelMode(.html502)] }
        ),
        ContractCase(
            recording: "error.503.panel-maintenance",
            target: "/api/client",
            controls: { _ in [.setPanelMode(.maintenance)] }
        ),
        ContractCase(
            recording: "error.500.database-down",
            target: "/api/client",
            controls: { _ in [.setPanelMode(.databaseDown)] }
        ),
    ]
}
