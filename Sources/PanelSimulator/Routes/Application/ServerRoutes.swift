import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Servers: lists, one, and what is done to them as a whole.
    mutating func serveServers(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        switch call.route {
        case .applicationServers: return try listServers(call)
        case .createServer:
            let server = try createServer(call)
            return RouteAnswer(status: 201, body: objects(for: call).server(server, including: call.includes))
        case .applicationServerExternal:
            guard let server = world.orderedServers.first(where: { $0.externalID == call.arguments.first }) else {
                throw .notFound
            }
            return try show(server.id, call)
        default: break
        }
        guard let server = world.servers[call.number(0)] else { throw .notFound }
        switch call.route {
        case .updateServerDetails: try updateDetails(of: server, call)
        case .updateServerBuild: try updateBuild(of: server, call)
        case .updateServerStartup: try updateStartup(of: server, call)
        case .suspend, .unsuspend:
            try setSuspended(call.route == .suspend, server, at: call.now)
            return .empty
        case .reinstallServer:
            try reinstall(server, at: call.now)
            return .empty
        case .deleteServer, .forceDeleteServer:
            try delete(server, isForced: call.arguments.dropFirst().first == "force", at: call.now)
            return .empty
        default: break
        }
        return try show(server.id, call)
    }

    private func show(_ id: Int, _ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        guard let server = world.servers[id] else { throw .notFound }
        // The panel lists this include but has not written it.
        if call.includes.asks(for: "transfer") { throw .unexpected("TypeError") }
        return .ok(objects(for: call).server(server, including: call.includes))
    }

    private func listServers(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        let rule = ListRule<SimulatedServer>(
            filters: [
                .part("uuid", \.uuid), .part("uuidShort", \.identifier), .part("name", \.name),
                .part("description", \.description), .part("image", \.image), .part("external_id", \.externalID),
            ],
            sorts: [.by("id", \.id), .by("uuid", \.uuid)]
        )
        if call.includes.asks(for: "transfer") { throw .unexpected("TypeError") }
        let objects = objects(for: call)
        return try list(world.orderedServers, call, rule) { objects.server($0, including: call.includes) }
    }

    /// `suspend` and `unsuspend` (panel `SuspensionService`): nothing happens when it is so already.
    private mutating func setSuspended(
        _ isWanted: Bool,
        _ server: SimulatedServer,
        at now: Timestamp
    ) throws(PanelFailure) {
        guard isWanted != (server.status == "suspended") else { return }
        guard !server.isTransferring else {
            throw PanelFailure(
                409,
                "ConflictHttpException",
                "Cannot toggle suspension status on a server that is currently being transferred."
            )
        }
        try callWings(of: server, isResources: false, at: now)
        world.setStatus(isWanted ? "suspended" : nil, of: server.id, at: now)
        world.servers[server.id]?.updatedAt = now
    }

    /// Deletes a server on its node, then on the panel; a node that does not know it has nothing to say.
    ///
    /// By force the panel forgets it whatever the node says.
    private mutating func delete(
        _ server: SimulatedServer,
        isForced: Bool,
        at now: Timestamp
    ) throws(PanelFailure) {
        do throws(PanelFailure) {
            try callWings(of: server, isResources: false, at: now)
        } catch {
            guard isForced || error.status == 404 else { throw error }
        }
        world.removeServer(server.id)
    }
}
