import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Answers a request below `/simulator`.
    mutating func respondToControl(_ context: RequestContext) -> HTTPResponse {
        let segments = Array(context.segments.dropFirst())
        do throws(ControlError) {
            if !context.request.body.isEmpty, context.json == nil {
                throw .badRequest(found: "a body that is not JSON", allowed: "a JSON object")
            }
            switch (context.request.method, segments.first) {
            case (.get, nil): return Self.reply(200, "text/plain; charset=utf-8", Array((ControlHelp.text + "\n").utf8))
            case (.get, "servers") where segments.count == 1: return Self.reply(.array(servers.map { Self.json($0) }))
            case (.get, "servers") where segments.count == 2:
                let name = try controlRequest(segments, context).server(segments[1])
                return Self.reply(server(name).map { Self.json($0, isWhole: true) } ?? .null)
            case (.get, "nodes") where segments.count == 1: return Self.reply(.array(nodes.map(Self.json)))
            case (.get, "requests") where segments.count == 1: return Self.reply(requestsJSON)
            case (.delete, "requests") where segments.count == 1: forgetRequests()
            case (.delete, "servers") where segments.count == 2:
                let name = try controlRequest(segments, context).server(segments[1])
                try apply(.deleteServer(name), at: context.now)
            case (.post, _):
                let control = try controlRequest(segments, context).control()
                try apply(control, at: context.now)
            default:
                throw .badRequest(
                    found: "\(context.request.method.rawValue) /\(context.path)",
                    allowed: "see GET /simulator"
                )
            }
            return Self.reply(.object([("ok", .bool(true))]))
        } catch {
            let status =
                switch error {
                case .unknownServer, .unknownNode: 404
                case .notRunning: 409
                case .badRequest: 400
                }
            let body = JSON.object([("error", .string(error.description))])
            return Self.reply(status, "application/json", body.encoded)
        }
    }

    /// Reads a request; its copy of the world must be gone before the world changes, which would else be copied whole.
    private func controlRequest(_ segments: [String], _ context: RequestContext) -> ControlRequest {
        ControlRequest(segments: segments, body: context.json, world: world)
    }

    private var requestsJSON: JSON {
        let counts = requestCounts.sorted { $0.key < $1.key }.map { ($0.key, JSON.int($0.value)) }
        let power = powerLog.map { request in
            JSON.object([
                ("at_ms", .int(request.at.millisecondsSince1970)), ("server", .string(request.server.rawValue)),
                ("signal", .string(request.signal.rawValue)), ("key", .string(request.key.rawValue)),
                ("status", .int(request.status)), ("request_id", request.requestID.map { .string($0) } ?? .null),
            ])
        }
        let coverage = requestCoverage.sorted { $0.key < $1.key }.map { kind, coverage in
            let members: [(String, JSON)] = [
                ("objects", .int(coverage.objects)), ("from_ms", .int(coverage.from.millisecondsSince1970)),
                ("to_ms", .int(coverage.to.millisecondsSince1970)),
            ]
            return (kind, JSON.object(members))
        }
        return .object([("counts", .object(counts)), ("coverage", .object(coverage)), ("power", .array(power))])
    }

    private static func json(_ truth: ServerTruth, isWhole: Bool = false) -> JSON {
        var members: [(String, JSON)] = [
            ("identifier", .string(truth.identifier.rawValue)), ("uuid", .string(truth.uuid.rawValue)),
            ("internal_id", .int(truth.internalID)), ("name", .string(truth.name)), ("node", .string(truth.node)),
            ("owner", .string(truth.owner)), ("state", .string(truth.state.word)),
            ("since_ms", .int(truth.since.millisecondsSince1970)), ("status", .text(truth.status)),
            ("starts", .int(truth.starts)), ("crashes", .int(truth.crashes)),
            ("wings_gave_up", .bool(truth.hasWingsGivenUp)), ("last_cause", .string(truth.lastCause)),
            ("last_exit_code", truth.lastExitCode.map { .int($0) } ?? .null), ("players", .int(truth.players)),
            ("memory_bytes", .int(truth.memoryBytes)), ("cpu_percent", .number(truth.cpuPercent)),
            ("disk_bytes", .int(truth.diskBytes)), ("uptime_ms", .int(truth.uptimeMilliseconds)),
        ]
        if isWhole {
            let backups = truth.backups.map { backup in
                JSON.object([
                    ("uuid", .string(backup.uuid)), ("name", .string(backup.name)),
                    ("created_at_ms", .int(backup.createdAt.millisecondsSince1970)),
                    ("completed_at_ms", backup.completedAt.map { .int($0.millisecondsSince1970) } ?? .null),
                    ("ok", .bool(backup.isSuccessful)), ("bytes", .int(backup.bytes)),
                ])
            }
            members.append(("backups", .array(backups)))
        } else {
            members.append(("backups", .int(truth.backups.count)))
        }
        return .object(members)
    }

    private static func json(_ truth: NodeTruth) -> JSON {
        .object([
            ("id", .int(truth.id.rawValue)), ("name", .string(truth.name)), ("mode", .string(truth.mode.word)),
            ("memory_mib", .int(truth.memoryMiB)), ("disk_mib", .int(truth.diskMiB)),
            ("allocated_memory_mib", .int(truth.allocatedMemoryMiB)),
            ("allocated_disk_mib", .int(truth.allocatedDiskMiB)), ("servers", .int(truth.servers)),
            ("block", .string(truth.block.rawValue)), ("token_mismatch", .bool(truth.hasTokenMismatch)),
        ])
    }

    private static func reply(_ body: JSON) -> HTTPResponse { reply(200, "application/json", body.encoded) }

    private static func reply(_ status: Int, _ type: String, _ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(status: status, headers: [("Content-Type", type)], body: body)
    }
}
