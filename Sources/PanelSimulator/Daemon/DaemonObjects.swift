import PterodactylAPI
import Telemetry

/// The objects of Wings' API (wings `router`, `server/resources.go`, `server/configuration.go`), in Go's order of members.
struct DaemonObjects {
    let world: World
    let now: Timestamp

    init(world: World, at now: Timestamp) {
        self.world = world
        self.now = now
    }

    /// A server with its state, its figures and its whole configuration, users' secrets included.
    func server(_ server: SimulatedServer) -> JSON {
        let isSuspended =
            server.status == "suspended" || server.status == "restoring_backup" || server.process.isRestoring
        return .object([
            ("state", .string(server.process.state.word)), ("is_suspended", .bool(isSuspended)),
            ("utilization", .object(stats(server))), ("configuration", configuration(of: server)),
        ])
    }

    /// The figures as they were last taken: Wings looks once a second.
    func stats(_ server: SimulatedServer) -> [(String, JSON)] {
        let usage = sample(of: server)
        return [
            ("memory_bytes", .int(usage.memoryBytes)), ("memory_limit_bytes", .int(memoryLimit(of: server))),
            ("cpu_absolute", .number(usage.cpuPercent)),
            (
                "network",
                .object([
                    ("rx_bytes", .int(usage.networkReceivedBytes)), ("tx_bytes", .int(usage.networkSentBytes)),
                ])
            ),
            ("uptime", .int(usage.uptimeMilliseconds)), ("state", .string(server.process.state.word)),
            ("disk_bytes", .int(usage.diskBytes)),
        ]
    }

    /// The lines of the last container, running or not.
    func lines(of server: SimulatedServer, count: Int) -> [String] {
        let lines = server.console.last(count)
        guard lines.isEmpty, let start = server.process.containerStartedAt, start <= world.epoch else { return lines }
        // It has been up since before the simulation.
        let output = GameOutput(server: server)
        return (output.boot(at: start) + [output.done(at: start + server.process.boot)]).suffix(count)
    }

    private func sample(of server: SimulatedServer) -> LoadCurve.Usage {
        let process = server.process
        let first = process.containerStartedAt.map { $0 + world.scaled(World.firstStats) }
        let isUnknown = process.statsUnknownUntil.map { now < $0 } ?? false
        guard let start = process.containerStartedAt, let first, now >= first, !isUnknown else {
            var idle = server
            idle.process.containerStartedAt = nil
            return idle.usage(at: now)
        }
        let passed = (now - first).wholeMilliseconds / world.figuresStep * world.figuresStep
        var known = server
        known.process.statsUnknownUntil = nil
        return known.usage(at: start + .milliseconds(passed + 7))
    }

    /// The container's limit: the server's with a twentieth to a seventh more, in whole pages; the host's without one.
    private func memoryLimit(of server: SimulatedServer) -> Int64 {
        guard server.process.starts > 0 || server.createdAt < world.epoch else { return 0 }
        // A Wings that has just started has not looked at the container yet.
        if let unknownUntil = server.process.statsUnknownUntil, now < unknownUntil { return 0 }
        let limit = server.limits.memoryMiB
        guard limit > 0 else { return hostMemory(of: server) }
        let overhead: Int64 = limit <= 2_048 ? 115 : limit <= 4_096 ? 110 : 105
        return Int64(limit) * overhead * 10_000 / 4_096 * 4_096
    }

    private func hostMemory(of server: SimulatedServer) -> Int64 {
        Int64(world.node(server.node)?.memoryMiB ?? 0) * 1_048_576
    }

    private func configuration(of server: SimulatedServer) -> JSON {
        let egg = EggCatalogue.egg(server.egg)
        let allocations = world.allocations(of: server)
        let primary = allocations.first
        var ports: [String: [JSON]] = [:]
        for allocation in allocations { ports[allocation.ip, default: []].append(.int(allocation.port)) }
        let mappings = ports.sorted { $0.key < $1.key }.map { ($0.key, JSON.array($0.value)) }
        return .object([
            ("uuid", .string(server.uuid)),
            ("meta", .object([("name", .string(server.name)), ("description", .string(server.description))])),
            ("suspended", .bool(server.status == "suspended")), ("invocation", .string(server.startup)),
            ("skip_egg_scripts", .bool(server.skipsScripts)), ("environment", environment(of: server, egg)),
            ("labels", .null),
            (
                "allocations",
                .object([
                    ("force_outgoing_ip", .bool(false)),
                    (
                        "default",
                        .object([("ip", .string(primary?.ip ?? "")), ("port", .int(primary?.port ?? 0))])
                    ),
                    ("mappings", .object(mappings)),
                ])
            ),
            (
                "build",
                .object([
                    ("memory_limit", .int(server.limits.memoryMiB)), ("swap", .int(server.limits.swapMiB)),
                    ("io_weight", .int(server.limits.ioWeight)), ("cpu_limit", .int(server.limits.cpuPercent)),
                    ("disk_space", .int(server.limits.diskMiB)), ("threads", .string(server.limits.threads ?? "")),
                    ("oom_disabled", .bool(server.limits.isOOMDisabled)),
                ])
            ),
            ("crash_detection_enabled", .bool(server.process.isCrashDetectionOn)), ("mounts", .array([])),
            (
                "egg",
                .object([("id", .string(egg.uuid)), ("file_denylist", .array(egg.fileDenylist.map { .string($0) }))])
            ),
            ("container", .object([("image", .string(server.image))])),
        ])
    }

    /// The process's environment: the egg's variables, the panel's, and what users keep there that nobody may see.
    private func environment(of server: SimulatedServer, _ egg: SimulatedEgg) -> JSON {
        var random = SplitMix64(seed: SplitMix64.mix(UInt64(server.id) &* 97 &+ world.options.seed))
        let place = world.node(server.node).flatMap { node in world.locations.first { $0.id == node.locationID } }
        var values: [(String, JSON)] = egg.variables.map { variable in
            (variable.environment, .string(server.variables[variable.environment] ?? variable.value))
        }
        values += [
            ("DATABASE_PASSWORD", .string(random.alphanumeric(24))),
            (
                "DISCORD_BOT_TOKEN",
                .string("\(random.alphanumeric(26)).\(random.alphanumeric(6)).\(random.alphanumeric(38))")
            ),
            ("P_SERVER_ALLOCATION_LIMIT", .int(server.allocationLimit ?? 0)),
            ("P_SERVER_LOCATION", .string(place?.short ?? "")),
            ("P_SERVER_UUID", .string(server.uuid)), ("RCON_PASSWORD", .string(random.alphanumeric(16))),
            ("STARTUP", .string(server.startup)),
        ]
        return .object(values.sorted { $0.0 < $1.0 })
    }

    /// `/api/system`.
    func system(_ node: SimulatedNode) -> JSON {
        .object([
            ("architecture", .string("amd64")), ("cpu_count", .int(Self.threads)),
            ("kernel_version", .string(Self.kernel)), ("os", .string("linux")), ("version", .string(Self.version)),
        ])
    }

    /// `/api/system?v=2`.
    func longSystem(_ node: SimulatedNode) -> JSON {
        let own = world.servers.values.filter { $0.node == node.id && $0.process.isKnown }
        let running = own.count { $0.process.containerStartedAt != nil }
        let docker = JSON.object([
            ("version", .string("24.0.7")),
            ("cgroups", .object([("driver", .string("systemd")), ("version", .string("2"))])),
            (
                "containers",
                .object([
                    ("total", .int(own.count)), ("running", .int(running)), ("paused", .int(0)),
                    ("stopped", .int(own.count - running)),
                ])
            ),
            ("storage", .object([("driver", .string("overlay2")), ("filesystem", .string("extfs"))])),
            ("runc", .object([("version", .string("1.1.12"))])),
        ])
        let system = JSON.object([
            ("architecture", .string("amd64")), ("cpu_threads", .int(Self.threads)),
            ("memory_bytes", .int(Int64(node.memoryMiB) * 1_048_576)), ("kernel_version", .string(Self.kernel)),
            ("os", .string("Debian GNU/Linux 12 (bookworm)")), ("os_type", .string("linux")),
        ])
        return .object([("version", .string(Self.version)), ("docker", docker), ("system", system)])
    }

    private static let version = "1.11.11"
    private static let kernel = "6.1.0-18-amd64"
    private static let threads = 16
}
