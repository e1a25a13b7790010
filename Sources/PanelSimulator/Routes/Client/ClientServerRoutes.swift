import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `client/servers/{server}`: access, the states that forbid it, the permission, the route.
    mutating func serveServer(
        _ route: Route,
        _ arguments: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard let id = arguments.first.flatMap({ world.serverID(named: $0) }), let server = world.servers[id] else {
            throw .notFound
        }
        guard let permissions = server.permissions(of: caller.user) else { throw .hidden }
        if route == .server {
            let objects = ClientObjects(world: world)
            return .ok(objects.server(server, for: caller.user, includes: context.includes, isWhole: true))
        }
        try checkState(of: server, isExempt: route == .websocket && caller.user.isRootAdmin)
        if let permission = route.permission, !permissions.allow(permission) { throw .unauthorized }
        let request = ServerRequest(
            route: route,
            id: id,
            arguments: Array(arguments.dropFirst()),
            permissions: permissions,
            caller: caller,
            context: context,
            input: context.input
        )
        switch route {
        case .resources: return try resources(of: id, context)
        case .websocket:
            guard permissions.allow("websocket.connect") else {
                throw PanelFailure(
                    403,
                    "HttpForbiddenException",
                    "You do not have permission to connect to this server's websocket."
                )
            }
            return .ok(websocketCredentials(of: server, permissions, caller, context))
        case .power: return try power(id, permissions, caller, context)
        case .command: return try command(id, caller, context)
        case .activity: return try activity(server.activity, caller, context)
        case .clientDatabases, .createClientDatabase, .rotateClientDatabase, .deleteClientDatabase:
            return try serveDatabases(request)
        case .clientAllocations, .assignAllocation, .noteAllocation, .makeAllocationPrimary, .unassignAllocation:
            return try serveNetwork(request)
        case .subusers, .createSubuser, .subuser, .updateSubuser, .deleteSubuser: return try serveUsers(request)
        case .backups, .createBackup, .backup, .downloadBackup, .lockBackup, .restoreBackup, .deleteBackup:
            return try serveBackups(request)
        case .startup, .updateVariable, .setDockerImage: return try serveStartup(request)
        case .renameServer: return try renameServer(request)
        case .clientReinstall: return try reinstall(request)
        case .schedules, .createSchedule, .schedule, .updateSchedule, .executeSchedule, .deleteSchedule:
            return try serveSchedules(request)
        case .createTask, .updateTask, .deleteTask: return try serveTasks(request)
        default: return try serveFiles(request)
        }
    }

    /// Refuses what a server's or its node's state forbids, in the panel's order.
    private func checkState(of server: SimulatedServer, isExempt: Bool) throws(PanelFailure) {
        let detail: String
        if server.status == "suspended" {
            detail = "This server is currently suspended and the functionality requested is unavailable."
        } else if world.node(server.node)?.isUnderMaintenance == true {
            detail =
                "The node of this server is currently under maintenance and the functionality requested is unavailable."
        } else if isExempt {
            return
        } else if server.status == "installing" || server.status == "install_failed" {
            detail = "This server has not yet completed its installation process, please try again later."
        } else if server.status == "restoring_backup" {
            detail = "This server is currently restoring from a backup, please try again later."
        } else if server.isTransferring {
            detail = "This server is currently being transferred to a new machine, please try again later."
        } else {
            return
        }
        throw PanelFailure(409, "ServerStateConflictException", detail)
    }

    /// `resources`: what Wings says, remembered for 20 s; failures are not remembered.
    private mutating func resources(of id: Int, _ context: RequestContext) throws(PanelFailure) -> RouteAnswer {
        guard let server = world.servers[id] else { throw .notFound }
        if let cached = server.cachedStats, context.now < cached.until { return .ok(cached.body) }
        try callWings(of: server, isResources: true, at: context.now)
        let usage = server.usage(at: context.now)
        let isSuspended = server.status == "suspended" || server.status == "restoring_backup"
        let body = JSON.item(
            "stats",
            [
                ("current_state", .string(server.process.state.word)), ("is_suspended", .bool(isSuspended)),
                (
                    "resources",
                    .object([
                        ("memory_bytes", .int(usage.memoryBytes)), ("cpu_absolute", .number(usage.cpuPercent)),
                        ("disk_bytes", .int(usage.diskBytes)), ("network_rx_bytes", .int(usage.networkReceivedBytes)),
                        ("network_tx_bytes", .int(usage.networkSentBytes)), ("uptime", .int(usage.uptimeMilliseconds)),
                    ])
                ),
            ]
        )
        world.servers[id]?.cachedStats = (body, context.now + options.scaled(.seconds(20)))
        return .ok(body)
    }

    /// The WebSocket's address and a token for it: HS256 with the node's secret, good for ten minutes.
    private func websocketCredentials(
        of server: SimulatedServer,
        _ permissions: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) -> JSON {
        let node = world.node(server.node)
        let issued = context.now.millisecondsSince1970 / 1_000
        let token = WebSocketToken(
            issuer: world.panelURL,
            audience: node?.address ?? "",
            userID: caller.user.id,
            userUUID: caller.user.uuid,
            serverUUID: server.uuid,
            permissions: permissions,
            issuedAt: issued,
            expiresAt: issued + Int64(options.scaled(WebSocketToken.lifetime).inSeconds)
        )
        let base = (node?.scheme == "http" ? "ws" : "wss") + (node?.address ?? "").drop { $0 != ":" }
        return .object([
            (
                "data",
                .object([
                    ("token", .string(token.signed(with: node?.token ?? ""))),
                    ("socket", .string("\(base)/api/servers/\(server.uuid)/ws")),
                ])
            )
        ])
    }
}
