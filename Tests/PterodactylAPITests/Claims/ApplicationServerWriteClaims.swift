import PterodactylAPI

private let servers = ApplicationAPI().servers
private let databases = servers(InternalServerID(1)).databases
private func server(_ number: Int) -> ApplicationServerCalls<Unsent> { servers(InternalServerID(number)) }

private let java = "java -Xmx{{SERVER_MEMORY}}M -jar {{SERVER_JARFILE}}"
private let variables = [
    "MINECRAFT_VERSION": "latest", "SERVER_JARFILE": "server.jar", "DL_PATH": "", "BUILD_NUMBER": "latest",
]

extension NewServer {
    /// What the recorded `servers.create_server.2` sends.
    static let recorded = NewServer(
        name: "Created",
        user: UserID(1),
        egg: EggID(5),
        image: "ghcr.io/pterodactyl/yolks:java_21",
        startupCommand: java,
        environment: variables,
        limits: ServerLimits(memory: .mebibytes(1024), disk: .mebibytes(2048)),
        featureLimits: FeatureLimits(databases: 0, allocations: 0, backups: 0),
        placement: .allocation(AllocationID(15)),
        startsWhenInstalled: true
    )
}

extension ServerBuildSettings {
    /// What the recorded `servers.update_server_build` sends.
    static let recorded = ServerBuildSettings(
        allocation: AllocationID(2),
        limits: ServerLimits(memory: .mebibytes(2048), swap: .unlimited, disk: .mebibytes(10_240)),
        featureLimits: FeatureLimits(databases: 3, allocations: 5, backups: 3)
    )
}

extension ServerStartupSettings {
    /// What the recorded `servers.update_server_startup.2` sends.
    static let recorded = ServerStartupSettings(
        egg: EggID(5),
        image: "ghcr.io/pterodactyl/yolks:java_21",
        startupCommand: java,
        environment: variables,
        skipsScripts: true
    )
}

extension Claim {
    /// Changing servers and their databases on the application API.
    static let applicationServerWrites: [Claim] = [
        .odd(
            "servers.create_server.2",
            .decodes,
            servers.create(.recorded),
            because: "pydactyl sends a nest, which the panel passes over, and cannot say whether scripts are skipped"
        ),
        .odd(
            "error.422.create-server",
            .fails("validation"),
            servers.create(.recorded),
            because: "a server without owner, egg and limits cannot be written"
        ),
        .answer(
            "servers.update_server_details",
            server(2)
                .details(
                    ServerDetailSettings(name: "Creative", user: UserID(1), externalID: "ext-2", description: "desc")
                )
        ),
        .answer(
            "servers.details",
            server(2)
                .details(
                    ServerDetailSettings(name: "Creative", user: UserID(1), externalID: "ext-2", description: "")
                )
        ),
        .odd(
            "servers.update_server_build",
            .decodes,
            server(2).build(.recorded),
            because: "pydactyl cannot say which processor threads the server is pinned to"
        ),
        .odd(
            "servers.update_server_startup.2",
            .decodes,
            server(2).startup(.recorded),
            because: "pydactyl sends the panel's own variables back, which the panel passes over"
        ),
        .answer("servers.suspend_server", server(2).suspend()),
        .answer("servers.unsuspend_server", server(2).unsuspend()),
        .answer("servers.reinstall_server", server(2).reinstall()),
        .odd(
            "servers.rebuild_server",
            .fails("not_found"),
            server(2).reinstall(),
            because: "the route does not exist"
        ),
        .answer("servers.delete_server", server(15).delete()),
        .answer("servers.delete_server.unknown-to-wings", server(14).delete()),
        .answer("servers.delete_server.force-wings-down", server(13).delete(force: true)),
        .error("error.delete_server.wings-down", "node_unreachable", server(13).delete()),
        .error("error.403.readonly-key-write", "forbidden", server(1).suspend()),
        .error("error.409.suspend-transferring", "conflict", server(12).suspend()),
        .error("error.wings-refuse.suspend", "node_unreachable", server(1).suspend()),
        .error("error.wings-reset.suspend", "node_unreachable", server(1).suspend()),
        .error("error.wings-500.suspend", "node_error", server(1).suspend()),
        .answer(
            "servers.databases.create",
            databases.create(name: "appdb", remote: "%", host: DatabaseHostID(1))
        ),
        .odd(
            "servers.create_server_database",
            .fails("validation"),
            databases.create(name: "appdb", host: DatabaseHostID(1)),
            because: "pydactyl sends no body"
        ),
        .answer("servers.databases.reset-password", databases.resetPassword(ApplicationDatabaseID(1))),
        .answer("servers.reset_server_database_password", databases.resetPassword(ApplicationDatabaseID(1))),
        .answer("servers.delete_server_database", databases.delete(ApplicationDatabaseID(2))),
    ]
}
