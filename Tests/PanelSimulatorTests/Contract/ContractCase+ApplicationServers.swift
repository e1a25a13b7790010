import PanelSimulator
import PterodactylAPI

extension ContractCase {
    /// A case of the application API with the key that may do everything.
    static func call(
        _ recording: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        key: Key = .application,
        body: String? = nil,
        controls: @escaping @Sendable (ServerIdentifier) -> [Control] = { _ in [] },
        before: [(HTTPRequest.Method, String)] = []
    ) -> ContractCase {
        ContractCase(
            recording: recording,
            method: method,
            target: "/api/application" + path,
            key: key,
            body: body,
            controls: controls,
            before: before.map { ($0, "/api/application" + $1) }
        )
    }

    /// A case that only reads.
    static func call(
        _ recording: String,
        _ path: String,
        key: Key = .application,
        controls: @escaping @Sendable (ServerIdentifier) -> [Control] = { _ in [] },
        before: [(HTTPRequest.Method, String)] = []
    ) -> ContractCase {
        call(recording, .get, path, key: key, controls: controls, before: before)
    }

    /// All recordings of the application API.
    static let application: [ContractCase] =
        applicationServers + applicationServerLists + applicationDatabases + applicationPlaces + applicationNodes
        + applicationAllocations + applicationNests + applicationUsers + applicationErrors + applicationVariants

    /// Two ports of the first node; as the demo has five servers, their numbers are 6 and 7.
    static let freeAllocations = (
        HTTPRequest.Method.post, #"/nodes/1/allocations {"ip":"10.0.1.1","ports":["3000-3001"]}"#
    )

    static let applicationServers: [ContractCase] = [
        call(
            "servers.create_server.2",
            .post,
            "/servers",
            body: #"""
                {"name": "Created", "user": 1, "external_id": null, "nest": 1, "egg": 5,
                "docker_image": "ghcr.io/pterodactyl/yolks:java_21",
                "startup": "java -Xmx{{SERVER_MEMORY}}M -jar {{SERVER_JARFILE}}", "oom_disabled": true,
                "limits": {"memory": 1024, "swap": 0, "disk": 2048, "io": 500, "cpu": 0},
                "feature_limits": {"databases": 0, "allocations": 0, "backups": 0},
                "environment": {"MINECRAFT_VERSION": "latest", "SERVER_JARFILE": "server.jar", "DL_PATH": "",
                "BUILD_NUMBER": "latest"}, "start_on_completion": true, "description": null,
                "allocation": {"default": 6, "additional": null}}
                """#,
            before: [freeAllocations]
        ),
        call("servers.create_server", "/nests/1/eggs/5?include=variables"),
        call("servers.get_server_info", "/servers/1"),
        call("servers.get_server_info.404", "/servers/9999"),
        call("servers.get_server_info.by-short-uuid", "/servers/e56e7773"),
        call("servers.get_server_info.external", "/servers/external/ext-1"),
        call(
            "servers.get_server_info.includes",
            "/servers/1?include=allocations%2Cnode%2Cegg%2Cvariables%2Csubusers%2Cuser%2Clocation%2Cnest%2Cdatabases"
        ),
        call("servers.get_server_info.created-installed", "/servers/1"),
        call("servers.get_server_info.just-created", "/servers/1", controls: { [.setStatus($0, "installing")] }),
        call("servers.get_server_info.suspended", "/servers/1", controls: { [.suspend($0)] }),
        call(
            "servers.get_server_info.transferring",
            "/servers/1?include=node",
            controls: { [.setTransferring($0, true)] }
        ),
        call(
            "servers.details",
            .patch,
            "/servers/2/details",
            body: #"{"name": "Creative", "user": 1, "external_id": "ext-2", "description": ""}"#
        ),
        call(
            "servers.update_server_details",
            .patch,
            "/servers/2/details",
            body: #"{"name": "Creative", "user": 1, "external_id": "ext-2", "description": "desc"}"#
        ),
        call(
            "servers.update_server_build",
            .patch,
            "/servers/2/build",
            body: #"""
                {"allocation": 2, "limits": {"memory": 2048, "swap": -1, "disk": 10240, "cpu": 0, "io": 500},
                "feature_limits": {"databases": 3, "allocations": 5, "backups": 3}, "oom_disabled": true}
                """#
        ),
        call("servers.update_server_startup", "/servers/2?include=variables"),
        call(
            "servers.update_server_startup.2",
            .patch,
            "/servers/2/startup",
            body: #"""
                {"egg": 5, "startup": "java -Xmx{{SERVER_MEMORY}}M -jar {{SERVER_JARFILE}}",
                "image": "ghcr.io/pterodactyl/yolks:java_21", "skip_scripts": true,
                "environment": {"MINECRAFT_VERSION": "latest", "SERVER_JARFILE": "server.jar", "DL_PATH": "",
                "BUILD_NUMBER": "latest", "STARTUP": "java", "P_SERVER_LOCATION": "eu.de.fra",
                "P_SERVER_ALLOCATION_LIMIT": 5}}
                """#
        ),
        call("servers.suspend_server", .post, "/servers/1/suspend"),
        call("servers.unsuspend_server", .post, "/servers/1/unsuspend", controls: { [.suspend($0)] }),
        call("servers.reinstall_server", .post, "/servers/2/reinstall"),
        call("servers.rebuild_server", .post, "/servers/2/rebuild"),
        call("servers.delete_server", .delete, "/servers/1"),
        call(
            "servers.delete_server.unknown-to-wings",
            .delete,
            "/servers/1",
            controls: { [.setKnownToWings($0, false)] }
        ),
        call(
            "servers.delete_server.force-wings-down",
            .delete,
            "/servers/1/force",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
    ]

    static let applicationServerLists: [ContractCase] = [
        call("servers.list_servers", "/servers"),
        call(
            "servers.list_servers.includes-all",
            "/servers?per_page=3&include=allocations,user,subusers,nest,egg,variables,location,node,databases"
        ),
        call(
            "servers.list_servers.includes-without-permission",
            "/servers?include=allocations%2Cnode%2Cegg%2Cuser&per_page=1",
            key: .limited(ApplicationRights(reading: [.servers, .nodes]))
        ),
        call("servers.list_servers.include-unknown", "/servers?include=nope&per_page=1"),
        call("servers.list_servers.include-transfer", "/servers?include=transfer&per_page=1"),
        call("servers.list_servers.filter-bad", "/servers?filter%5Bnope%5D=x"),
        call("servers.list_servers.filter-name", "/servers?filter%5Bname%5D=Surv"),
        call("servers.list_servers.sort-id-desc", "/servers?sort=-id&per_page=2"),
        call("servers.list_servers.per_page2.page1", "/servers?per_page=2&page=1"),
        call("servers.list_servers.per_page2.page2", "/servers?per_page=2&page=2"),
        call("servers.list_servers.per_page2.page7", "/servers?per_page=2&page=3"),
        call("servers.list_servers.per_page2.page8", "/servers?per_page=2&page=4"),
        call("servers.list_servers.per_page2.page99", "/servers?per_page=2&page=99"),
        call("servers.list_servers.per_page_-1", "/servers?per_page=-1"),
        call("servers.list_servers.per_page_0", "/servers?per_page=0"),
        call("servers.list_servers.per_page_101", "/servers?per_page=101"),
        call("servers.list_servers.per_page_100000", "/servers?per_page=100000"),
        call("servers.list_servers.per_page_abc", "/servers?per_page=abc"),
    ]

    private static let database = (
        HTTPRequest.Method.post, #"/servers/1/databases {"database":"mydb","remote":"%","host":1}"#
    )

    static let applicationDatabases: [ContractCase] = [
        call("servers.list_server_databases.empty", "/servers/1/databases"),
        call("servers.list_server_databases", "/servers/1/databases?include=password%2Chost", before: [database]),
        call("servers.get_server_database_info", "/servers/1/databases/1?include=password%2Chost", before: [database]),
        call("servers.create_server_database", .post, "/servers/1/databases"),
        call(
            "servers.databases.create",
            .post,
            "/servers/1/databases",
            body: #"{"database": "appdb", "remote": "%", "host": 1}"#
        ),
        call("servers.databases.reset-password", .post, "/servers/1/databases/1/reset-password", before: [database]),
        call(
            "servers.reset_server_database_password",
            .post,
            "/servers/1/databases/1/reset-password",
            before: [database]
        ),
        call("servers.delete_server_database", .delete, "/servers/1/databases/1", before: [database]),
    ]
}
