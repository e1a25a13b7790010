import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Takes a request to its route: the token, then the server, then the route, as Wings' middleware has it.
    mutating func serve(
        _ context: RequestContext,
        by node: SimulatedNode,
        _ requestID: String
    ) throws(DaemonAnswer) -> DaemonAnswer {
        guard let (route, name, rest) = DaemonRoute.match(context.request.method, context.segments) else {
            throw .noRoute
        }
        count("wings_" + route.rawValue, about: node.name)
        if route.isProtected { try authorize(context, by: node) }
        let objects = DaemonObjects(world: world, at: clock)
        guard let name else {
            switch route {
            case .downloadFile, .downloadBackup, .upload: return try wingsSigned(route, by: node, context, requestID)
            case .system where node.isDockerDown(at: clock):
                throw .error(500, Self.unexpectedText, request: requestID)
            case .system: return .json(context.value("v") == "2" ? objects.longSystem(node) : objects.system(node))
            default:
                return .json(.array(world.servers(on: node.id).filter(\.process.isKnown).map { objects.server($0) }))
            }
        }
        guard let server = wingsServer(name, on: node.id) else { throw .unknownServer }
        switch route {
        case .websocket: throw refusalOfUpgrade(context) ?? .plain(400, "Bad Request\n")
        case .server: return .json(objects.server(server))
        case .deleteServer:
            world.servers[server.id]?.process.isKnown = false
            world.endStreams(ofDeleted: server.id)
            return .empty(204)
        case .logs where node.isDockerDown(at: clock): throw .error(500, Self.unexpectedText, request: requestID)
        case .logs:
            let size = min(100, max(1, context.value("size").flatMap { Int($0) } ?? 100))
            let lines = objects.lines(of: server, count: size)
            return .json(.object([("data", lines.isEmpty ? .null : .array(lines.map { .string($0) }))]))
        case .power: return try wingsPower(server, try body(context, requestID), context.requestID)
        case .commands: return try wingsCommands(server, try body(context, requestID))
        case .sync: return .empty(204)
        case .install:
            world.beginInstall(server.id, isPanels: false, at: clock)
            return .empty(202)
        case .reinstall:
            guard !server.process.isLocked else {
                let text = "Cannot execute server reinstall event while another power action is running."
                throw .refusal(409, text)
            }
            world.beginInstall(server.id, isPanels: false, at: clock)
            return .empty(202)
        case .denyTokens:
            world.deny(try body(context, requestID)["jtis"]?.strings ?? [], on: node.id, at: clock)
            return .empty(204)
        case .backup, .restoreBackup, .deleteBackup:
            return try wingsBackup(route, of: server, rest, context, requestID)
        case .files: return try wingsFiles(rest ?? "", of: server, context, requestID)
        case .system, .servers, .downloadFile, .downloadBackup, .upload: throw .noRoute
        }
    }

    /// What Wings says when it does not tell what went wrong.
    static let unexpectedText = "An unexpected error was encountered while processing this request"

    private func authorize(_ context: RequestContext, by node: SimulatedNode) throws(DaemonAnswer) {
        let parts = (context.request.header("Authorization") ?? "").split(
            separator: " ",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard parts.count == 2, parts[0] == "Bearer" else { throw .unauthenticated }
        guard parts[1] == node.wingsToken else { throw .forbidden }
    }

    private func body(_ context: RequestContext, _ requestID: String) throws(DaemonAnswer) -> JSON {
        guard !context.request.body.isEmpty else {
            throw .refusal(400, "The data passed in the request was not in a parsable format. Please try again.")
        }
        guard let json = context.json else { throw .error(400, Self.unexpectedText, request: requestID) }
        return json
    }

    /// `power`: taken at once, done later; only a suspended server's start is refused aloud.
    private mutating func wingsPower(
        _ server: SimulatedServer,
        _ body: JSON,
        _ requestID: String?
    ) throws(DaemonAnswer) -> DaemonAnswer {
        guard let signal = body["action"]?.string.flatMap({ PowerSignal(rawValue: $0) }) else {
            throw .refusal(
                422,
                "The power action provided was not valid, should be one of \"stop\", \"start\", \"restart\", \"kill\""
            )
        }
        func record(_ status: Int) {
            let identifier = ServerIdentifier(server.identifier)
            powerLog.append(
                PowerRequest(
                    at: clock,
                    server: identifier,
                    signal: signal,
                    key: .node,
                    status: status,
                    requestID: requestID
                )
            )
        }
        let isSuspended = server.status == "suspended" || server.process.isRestoring
        if isSuspended, signal == .start || signal == .restart {
            record(400)
            throw .refusal(400, "Cannot start or restart a server that is suspended.")
        }
        record(202)
        if world.isInstalling(server) || server.isTransferring { return .empty(202) }
        let asked = body["wait_seconds"]?.integer ?? 0
        let seconds = asked == 0 || (1...300).contains(asked) ? asked : 30
        if seconds > 0 {
            world.tryPower(signal, server.id, until: clock + world.scaled(.seconds(seconds)), at: clock)
        } else {
            world.power(signal, server.id, cause: "\(signal.rawValue) through Wings", at: clock)
        }
        return .empty(202)
    }

    private mutating func wingsCommands(_ server: SimulatedServer, _ body: JSON) throws(DaemonAnswer) -> DaemonAnswer {
        guard let start = server.process.containerStartedAt, start <= clock else {
            throw .refusal(502, "Cannot send commands to a stopped server instance.")
        }
        for command in body["commands"]?.strings ?? [] { world.type(command, into: server.id, at: clock) }
        return .empty(204)
    }

    /// Backups that are asked for directly: the panel must know them, and learns how they went.
    private mutating func wingsBackup(
        _ route: DaemonRoute,
        of server: SimulatedServer,
        _ named: String?,
        _ context: RequestContext,
        _ requestID: String
    ) throws(DaemonAnswer) -> DaemonAnswer {
        let body = route == .deleteBackup ? .null : try body(context, requestID)
        let uuid = named ?? body["uuid"]?.string ?? ""
        if route != .deleteBackup, let adapter = body["adapter"]?.string, adapter != "wings", adapter != "s3" {
            throw .refusal(400, "router/backups: provided adapter is not valid: \(adapter)")
        }
        let known = server.backups.first { $0.uuid == uuid }
        switch route {
        case .backup:
            // One that the panel began by itself ends by itself.
            return .empty(202)
        case .deleteBackup:
            guard let known, known.isSuccessful, world.daemon.deletedArchives.insert(uuid).inserted else {
                throw .refusal(404, "The requested backup was not found on this server.")
            }
            return .empty(204)
        default:
            guard let known, known.isSuccessful, !world.daemon.deletedArchives.contains(uuid) else {
                throw .error(404, "The requested backup was not found on this server.", request: requestID)
            }
            let isTruncating = body["truncate_directory"]?.bool ?? false
            world.beginRestore(of: server.id, backup: uuid, isTruncating: isTruncating, isPanels: false, at: clock)
            return .empty(202)
        }
    }
}
