import PanelSimulator
import PterodactylAPI
import Synchronization
import Telemetry
import Testing

/// A whole life of a server through the library, in virtual time.
struct LibraryLifeTests {
    /// A simulated panel, a client of it, and the clock of both.
    private struct Life {
        let panel: PanelClient
        private let transport: SimulatedTransport
        private let time: Time

        init() throws {
            let time = Time()
            let simulated = SimulatedPanel(options: SimulatorOptions(servers: 3, nodes: 1), startingAt: time.now)
            transport = SimulatedTransport(panel: simulated, now: { time.now }, sleep: { time.pass($0) })
            panel = PanelClient(
                url: try PanelURL(SimulatedTransport.panelURL),
                keys: PanelKeys(client: simulated.clientKey),
                transport: transport
            )
            self.time = time
        }

        /// Lets time pass, in steps in which everything happens that is due.
        func pass(_ duration: Duration) {
            time.pass(duration)
            transport.withPanel { _ in }
        }
    }

    private final class Time: Sendable {
        private let time = Mutex(Bench.start)

        var now: Telemetry.Timestamp { time.withLock { $0 } }

        func pass(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    @Test func `a server lives from its location to its deletion`() async throws {
        let life = try Life()
        let admin = life.panel.application
        let made = try await furnish(life)
        let server = life.panel.client.servers(made.uuid)

        // Installing: visible, but nothing can be done with it.
        await #expect(throws: PanelError.self) { try await server.power(.start).send() }
        life.pass(.seconds(60))
        #expect(try await server.get().send().status == .normal)
        try await server.power(.start).send()
        life.pass(.seconds(60))
        #expect(try await server.resources().send().state == .running)

        try await backUp(server, life)
        try await handleFiles(of: server)
        try await share(server)
        try await schedule(server, life)

        try await admin.servers(made.id).suspend().send()
        life.pass(.seconds(70))
        let error = await #expect(throws: PanelError.self) { try await server.resources().send() }
        #expect(error?.reason == "conflict")
        try await admin.servers(made.id).unsuspend().send()
        #expect(try await server.resources().send().state == .offline)

        try await admin.servers(made.id).delete().send()
        let gone = await #expect(throws: PanelError.self) { try await server.get().send() }
        #expect(gone?.reason == "not_found")
        #expect(try await admin.servers.list().all().contains { $0.id == made.id } == false)
    }

    /// Location, node, allocations and user; then the server that needs them all.
    private func furnish(_ life: Life) async throws -> ApplicationServer {
        let admin = life.panel.application
        let location = try await admin.locations.create(LocationSettings(short: "eu.nl", long: "Amsterdam")).send()
        let node = try await admin.nodes.create(
            NodeSettings(
                name: "life",
                location: location.id,
                fqdn: "life.example.com",
                memory: ByteCount(mebibytes: 8_192),
                disk: ByteCount(mebibytes: 65_536)
            )
        ).send()
        try await admin.nodes(node.id).allocations.create(ip: "10.9.0.1", ports: [25_565, .range(25_570...25_572)])
            .send()
        let free = try await admin.nodes(node.id).allocations.list(filter: [.unassigned]).all()
        #expect(free.map(\.port) == [25_565, 25_570, 25_571, 25_572])
        let owner = try await admin.users.create(
            UserSettings(username: "grace", email: "grace@example.com", firstName: "Grace", lastName: "Hopper")
        ).send()
        let model = try #require(try await admin.servers.list().all().first)
        return try await admin.servers.create(
            NewServer(
                name: "Life",
                user: owner.id,
                egg: model.egg,
                image: model.image,
                startupCommand: model.startupCommand,
                environment: model.environment.compactMapValues(\.string),
                limits: ServerLimits(memory: .mebibytes(2_048), disk: .mebibytes(10_240), cpu: .percent(200)),
                featureLimits: FeatureLimits(databases: 1, allocations: 1, backups: 2),
                placement: .allocation(try #require(free.first).id)
            )
        ).send()
    }

    private func backUp(_ server: ClientServer<PanelClient>, _ life: Life) async throws {
        let backup = try await server.backups.create(name: "before", isLocked: false).send()
        #expect(backup.progress == .inProgress)
        life.pass(.seconds(600))
        #expect(try await server.backups.get(backup.uuid).send().progress == .successful)
        #expect(try await server.backups.setLocked(true, backup.uuid).isLocked)
        await #expect(throws: PanelError.self) { try await server.backups.delete(backup.uuid).send() }
        #expect(try await server.backups.setLocked(false, backup.uuid).isLocked == false)
        try await server.backups.restore(backup.uuid, truncate: false).send()
        life.pass(.seconds(600))
        #expect(try await server.get().send().status == .normal)
        try await server.backups.delete(backup.uuid).send()
        #expect(try await server.backups.list().all().isEmpty)
    }

    private func handleFiles(of server: ClientServer<PanelClient>) async throws {
        try await server.files.createFolder("notes").send()
        try await server.files.write("hello", to: "/notes/a 100%.txt").send()
        #expect(try await server.files.text(of: "/notes/a 100%.txt").send() == "hello")
        try await server.files.rename([FileRename(from: "a 100%.txt", to: "b.txt")], in: "/notes").send()
        let archive = try await server.files.compress(["b.txt"], in: "/notes").send()
        #expect(archive.name.hasSuffix(".tar.gz"))
        try await server.files.delete(["b.txt"], in: "/notes").send()
        try await server.files.decompress(archive.name, in: "/notes").send()
        #expect(try await server.files.text(of: "/notes/b.txt").send() == "hello")
    }

    private func share(_ server: ClientServer<PanelClient>) async throws {
        let friend = try await server.users.create(email: "ada@example.com", permissions: [.controlStart]).send()
        #expect(friend.permissions.contains("control.start"))
        let more = try await server.users.update(friend.uuid, permissions: ["control.start", "backup.read"]).send()
        #expect(more.permissions.contains("backup.read"))
        try await server.users.delete(friend.uuid).send()
        #expect(try await server.users.list().send().isEmpty)
    }

    private func schedule(_ server: ClientServer<PanelClient>, _ life: Life) async throws {
        let settings = ScheduleSettings(name: "night", cron: Cron(minute: "0", hour: "4"))
        let schedule = try await server.schedules.create(settings).send()
        let tasks = server.schedules.tasks(of: schedule.id)
        _ = try await tasks.create(ScheduleTaskSettings(.command, payload: "say good night")).send()
        _ = try await tasks.create(ScheduleTaskSettings(.power, payload: "restart", offset: .seconds(30))).send()
        #expect(try await server.schedules.get(schedule.id).send().tasks.count == 2)
        try await server.power(.start).send()
        life.pass(.seconds(60))
        try await server.schedules.execute(schedule.id).send()
        life.pass(.seconds(120))
        #expect(try await server.resources().send().state == .running)
        try await server.schedules.delete(schedule.id).send()
        #expect(try await server.schedules.list().send().isEmpty)
    }
}
