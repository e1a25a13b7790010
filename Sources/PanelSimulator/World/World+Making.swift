import PterodactylAPI
import Telemetry

extension World {
    /// The root admin.
    static let adminID = 1
    /// The ordinary user: owner of some servers, subuser of others.
    static let ordinaryUserID = 2
    /// What the ordinary user may do where little is allowed.
    static let fewPermissions = ["websocket.connect"]
    /// What the ordinary user may do where a watcher is invited.
    static let watcherPermissions = [
        "websocket.connect", "control.console", "control.start", "activity.read", "schedule.read", "backup.read",
    ]

    /// Builds the world of some options as it stands at a time.
    static func make(_ options: SimulatorOptions, at now: Timestamp) -> World {
        var world = World(options: options, epoch: now)
        world.makeUsers()
        world.databaseHosts = [
            SimulatedDatabaseHost(
                id: 1,
                name: "MariaDB",
                host: "127.0.0.1",
                port: 3_306,
                username: "pterodactyl",
                createdAt: now - .seconds(390 * 86_400)
            )
        ]
        world.makeNodes()
        for index in 0..<options.servers { _ = world.addServer(index: index, at: now) }
        world.sizeNodes()
        return world
    }

    private mutating func makeUsers() {
        for (index, name) in Names.users.enumerated() {
            users.append(
                SimulatedUser(
                    id: index + 1,
                    uuid: random.uuid(),
                    username: name.0,
                    email: "\(name.0)@example.com",
                    firstName: name.1,
                    lastName: name.2,
                    externalID: index == 0 ? "ext-user-1" : nil,
                    isRootAdmin: index == 0,
                    createdAt: epoch - .seconds(400 * 86_400),
                    updatedAt: epoch - .seconds(400 * 86_400)
                )
            )
        }
        nextUserID = users.count + 1
    }

    private mutating func makeNodes() {
        let placeCount = min(Names.places.count, max(1, (options.nodes + 1) / 2))
        for (index, place) in Names.places.prefix(placeCount).enumerated() {
            locations.append(
                SimulatedLocation(
                    id: index + 1,
                    short: place.short,
                    long: place.long,
                    createdAt: epoch - .seconds(380 * 86_400),
                    updatedAt: epoch - .seconds(380 * 86_400)
                )
            )
        }
        nextLocationID = locations.count + 1
        for index in 0..<options.nodes {
            let place = Names.places[index % placeCount]
            let name = "\(place.prefix)-\(index / placeCount + 1)"
            nodes.append(
                SimulatedNode(
                    id: NodeID(index + 1),
                    uuid: random.uuid(),
                    name: name,
                    locationID: index % placeCount + 1,
                    fqdn: "\(name).nodes.example.com",
                    memoryMiB: 0,
                    diskMiB: 0,
                    tokenID: random.alphanumeric(16),
                    token: random.alphanumeric(64),
                    createdAt: epoch - .seconds(370 * 86_400),
                    updatedAt: epoch - .seconds(370 * 86_400)
                )
            )
        }
        nextNodeID = nodes.count + 1
    }

    /// Gives each node the hardware that its servers' limits fill to some seven tenths.
    private mutating func sizeNodes() {
        for node in nodes {
            let used = allocatedResources(of: node.id)
            updateNode(node.id) {
                $0.memoryMiB = max(32_768, Self.roundedUp(used.memoryMiB * 10 / 7, to: 16_384))
                $0.diskMiB = max(262_144, Self.roundedUp(used.diskMiB * 10 / 7, to: 131_072))
            }
        }
    }

    private static func roundedUp(_ value: Int, to step: Int) -> Int { (value + step - 1) / step * step }

    /// Adds the server at a place in the world; returns its id.
    mutating func addServer(
        index: Int,
        named name: String? = nil,
        on node: NodeID? = nil,
        isFresh: Bool = false,
        at now: Timestamp
    ) -> Int {
        let id = nextServerID
        nextServerID += 1
        let kind = Names.kinds[index % Names.kinds.count]
        let seed = SplitMix64.mix(options.seed &* 31 &+ UInt64(id))
        var own = SplitMix64(seed: seed)
        var uuid = own.uuid()
        while serverIDs[String(uuid.prefix(8))] != nil { uuid = own.uuid() }
        let place = node ?? nodes[index % nodes.count].id
        let allocation = addAllocation(
            to: place,
            ip: self.node(place)?.hostAddress ?? "127.0.0.1",
            port: 25_564 + id,
            alias: index % 2 == 0 ? "play.example.com" : nil,
            server: id
        )
        let egg = EggCatalogue.egg(kind.egg)
        let boot = kind.bootSeconds * (0.85 + 0.15 * own.unit())
        let createdAt = isFresh ? now : now - .seconds(Int64(3_600 * (24 * 30 + Int(own.next() % 6_000))))
        let owners = [Self.adminID, Self.ordinaryUserID, 3, Self.ordinaryUserID, 5, 4, 3, 6]
        var server = SimulatedServer(
            id: id,
            uuid: uuid,
            name: name ?? Names.server(index),
            description: kind.description,
            externalID: index == 0 ? "ext-\(id)" : nil,
            node: place,
            owner: owners[index % owners.count],
            egg: kind.egg,
            image: egg.image,
            startup: egg.startup,
            variables: egg.defaultValues,
            limits: SimulatedServer.Limits(
                memoryMiB: kind.memoryMiB,
                swapMiB: index % 5 == 4 ? -1 : 0,
                diskMiB: kind.diskMiB,
                cpuPercent: kind.cpuPercent,
                isOOMDisabled: index % 3 == 2
            ),
            backupLimit: kind.backups,
            allocations: [allocation],
            createdAt: createdAt,
            updatedAt: createdAt,
            process: WingsProcess(since: now, boot: .milliseconds(Int64(boot * 1_000))),
            load: LoadCurve(seed: own.next(), epoch: epoch, diskInterval: scaled(LoadCurve.diskCheckInterval))
        )
        if kind.backups == 0 { server.databaseLimit = 0 }
        server.files = .installed(egg, at: isFresh ? now : epoch)
        if index % 8 == 0 { server.subusers.append(makeSubuser(Self.fewPermissions, at: server.createdAt)) }
        if index % 8 == 2 { server.subusers.append(makeSubuser(Self.watcherPermissions, at: server.createdAt)) }
        insert(server)
        guard !isFresh else { return id }
        settle(id, index: index, random: &own, at: now)
        return id
    }

    private mutating func makeSubuser(_ permissions: [String], at time: Timestamp) -> Subuser {
        nextSubuserID += 1
        return Subuser(
            id: nextSubuserID - 1,
            userID: Self.ordinaryUserID,
            permissions: permissions,
            createdAt: time
        )
    }

    /// Gives a server its past: what it does now, its backups, schedules and log.
    private mutating func settle(_ id: Int, index: Int, random own: inout SplitMix64, at now: Timestamp) {
        let fate = own.unit()
        let isDemo = index < 5
        if isDemo ? index == 1 : fate > 0.92 {
            let stoppedAt = now - .seconds(7_200 + Int64(own.next() % 80_000))
            servers[id]?.process.since = stoppedAt
            servers[id]?.process.lastCause = "stopped by its user"
            if !isDemo, fate > 0.985 {
                servers[id]?.status = "suspended"
            } else if !isDemo, fate > 0.98 {
                servers[id]?.status = "install_failed"
            } else {
                let owner = servers[id]?.owner
                log("server:power.stop", of: id, actor: owner, isAPI: false, at: stoppedAt)
            }
        } else {
            let startedAt = now - .seconds(3_600 + Int64(own.next() % 500_000))
            servers[id]?.process.state = .running
            servers[id]?.process.containerStartedAt = startedAt
            servers[id]?.process.since = startedAt + .seconds(20)
            log("server:power.start", of: id, actor: servers[id]?.owner, isAPI: false, at: startedAt)
        }
        makeBackups(of: id, index: index, at: now)
        guard index % 4 == 0 || index % 4 == 3 else { return }
        let hour = String(3 + index % 4)
        if let cron = CronExpression(minute: String(index * 7 % 60), hour: hour) {
            _ = addSchedule(
                to: id,
                name: "Nightly restart",
                cron: cron,
                isOnlyWhenOnline: true,
                tasks: [(.command, "say Restarting in 30 seconds", 0), (.power, "restart", 30)],
                at: now
            )
        }
        if let limit = servers[id]?.backupLimit, limit > 0,
            let cron = CronExpression(minute: String((index * 7 + 30) % 60), hour: "2")
        {
            _ = addSchedule(to: id, name: "Nightly backup", cron: cron, tasks: [(.backup, "", 0)], at: now)
        }
    }

    private mutating func makeBackups(of id: Int, index: Int, at now: Timestamp) {
        guard let limit = servers[id]?.backupLimit, limit > 0 else { return }
        let count = min(limit, 2 + index % 3)
        for age in stride(from: count, to: 0, by: -1) {
            let hours = Int64(24 * (age - 1) + 2 + index % 9)
            insertBackup(
                of: id,
                name: "Nightly \(count - age + 1)",
                isSuccessful: true,
                at: now - .seconds(hours * 3_600)
            )
        }
    }

    /// Removes a server as the panel does: everything of it is gone.
    mutating func removeServer(_ id: Int) {
        endStreams(ofDeleted: id)
        guard let server = servers.removeValue(forKey: id) else { return }
        serverOrder.removeAll { $0 == id }
        serverIDs[server.uuid] = nil
        serverIDs[server.identifier] = nil
        for allocation in server.allocations { updateAllocation(allocation) { $0.server = nil } }
    }
}
