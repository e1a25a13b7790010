import PterodactylAPI
import TestSupport
import Testing

/// What the recorded answers of the application API are read to.
struct ApplicationAnswerTests {
    private let api = ApplicationAPI()

    private func read<Answer>(_ name: String, _ request: Request<Answer, Unsent>) throws -> Answer {
        try request.endpoint.interpret(try Fixtures.recording(name, .application).response)
    }

    @Test func `a server brings all its relations along`() throws {
        let server = try read("servers.get_server_info.includes", api.servers(InternalServerID(1)).get())
        let included = server.included
        #expect(included.allocations?.map(\.port) == [25565, 25571, 25572])
        #expect(included.allocations?.first?.alias == "play.example.com")
        #expect(included.allocations?.first?.notes == "primary")
        #expect(included.user?.username == "admin" && included.user?.isAdmin == true)
        #expect(included.subusers?.map(\.user) == [UserID(2), UserID(3)])
        #expect(included.subusers?.last?.permissions == ["websocket.connect"])
        #expect(included.nest?.name == "Minecraft")
        #expect(included.egg?.name == "Paper")
        #expect(included.variables?.map(\.environmentName).first == "MINECRAFT_VERSION")
        #expect(included.variables?.map(\.serverValue) == ["latest", "server.jar", "", "latest"])
        #expect(included.variables?.first?.createdAt == PanelTime(parsing: "2026-11-23T15:25:14Z"))
        #expect(included.location?.short == "eu.de.fra")
        #expect(included.node?.name == "node-a")
        #expect(included.databases == [])
        #expect(server.variableValues.count == 4 && server.variableValues["SERVER_JARFILE"] == "server.jar")
    }

    @Test func `what the key may not read is nil, the rest is there`() throws {
        let page = try read("servers.list_servers.includes-without-permission", api.servers.list().page(1))
        let included = try #require(page.items.first).included
        #expect(included.allocations == nil && included.user == nil && included.egg == nil)
        #expect(included.node?.id == NodeID(1))
    }

    @Test func `without includes nothing is included`() throws {
        let page = try read("servers.list_servers", api.servers.list().page(1))
        #expect(page.items.allSatisfy { $0.included == ApplicationServer.Included() })
        #expect(page.pagination.total == page.items.count)
    }

    @Test func `relations may bring their own kind along`() throws {
        let location = try #require(
            try read("locations.list_locations.includes", api.locations.list().page(1)).items.first
        )
        #expect(location.included.nodes?.map(\.name) == ["node-a", "node-b"])
        #expect((location.included.servers?.count ?? 0) > 10)
        let nodes = try read("nodes.list_nodes.includes", api.nodes.list().page(1)).items
        #expect(nodes.map { $0.included.location?.id } == [LocationID(1), LocationID(1)])
        #expect(nodes.allSatisfy { ($0.included.allocations?.isEmpty ?? true) == false })
        let servers = nodes.flatMap { $0.included.servers ?? [] }
        #expect(servers.contains { $0.uuid == survival })
        let nest = try #require(try read("nests.list_nests.includes", api.nests.list().page(1)).items.first)
        #expect(nest.included.eggs?.contains { $0.name == "Paper" } == true)
        let users = try read("user.list_users.includes", api.users.list().page(1)).items
        #expect(users.first { $0.username == "admin" }?.included.servers?.isEmpty == false)
    }

    @Test func `an allocation tells its node, and its server if it has one`() throws {
        let page = try read("nodes.list_node_allocations", api.nodes(NodeID(1)).allocations.list().page(1))
        let taken = try #require(page.items.first)
        #expect(taken.isAssigned && taken.included.server?.uuid == survival && taken.included.node?.id == NodeID(1))
        let free = try #require(page.items.last)
        #expect(!free.isAssigned && free.included.server == nil && free.included.node?.id == NodeID(1))
        #expect(free.alias == nil && free.port == 25580)
    }

    @Test func `an egg is read with its images, and nothing inherited where it has its own`() throws {
        let egg = try read("nests.get_egg_info", api.nests(NestID(1)).eggs.get(EggID(5)))
        #expect(egg.dockerImage == "ghcr.io/pterodactyl/yolks:java_21")
        #expect(egg.dockerImages.count == 5 && egg.dockerImages["Java 8"] == "ghcr.io/pterodactyl/yolks:java_8")
        #expect(egg.configuration.doneTexts == ["Server started"] && egg.configuration.stop == "stop")
        #expect(egg.configuration.fileDenylist == [] && egg.configuration.inheritedFrom == nil)
        #expect(egg.script.isPrivileged && egg.script.entry == "ash" && egg.script.install != nil)
        #expect(egg.included.configuration == nil && egg.included.script == nil)
        #expect(egg.included.nest?.id == NestID(1))
        #expect(egg.included.servers?.map(\.status).contains(.installFailed) == true)
        #expect(egg.included.variables?.map(\.isUserEditable) == [true, true, false, true])
        #expect(egg.included.variables?.allSatisfy { $0.serverValue == nil } == true)
    }

    @Test func `an egg that inherits its configuration is read all the same`() throws {
        let egg = try api.nests(NestID(1)).eggs.get(EggID(6)).endpoint.interpret(
            .json([
                "object": "egg",
                "attributes": [
                    "id": 6, "uuid": "u", "name": "Child", "nest": 1, "author": "a", "description": nil,
                    "docker_image": "i", "docker_images": [], "startup": "s",
                    "config": [
                        "files": nil, "startup": nil, "stop": nil, "logs": nil, "file_denylist": nil, "extends": 5,
                    ],
                    "script": ["privileged": true, "install": nil, "entry": "ash", "container": "c", "extends": 5],
                    "relationships": [
                        "config": [
                            "object": nil,
                            "attributes": ["files": [:], "startup": ["done": ["a", "b"]], "stop": "^C", "logs": []],
                        ],
                        "script": [
                            "object": nil, "attributes": ["privileged": true, "install": "echo", "entry": "bash"],
                        ],
                    ],
                ],
            ])
        )
        #expect(egg.configuration == Egg.Configuration(inheritedFrom: EggID(5)))
        #expect(egg.script.inheritedFrom == EggID(5) && egg.script.install == nil && egg.dockerImages.isEmpty)
        #expect(egg.included.configuration?.doneTexts == ["a", "b"] && egg.included.configuration?.stop == "^C")
        #expect(egg.included.script?.install == "echo")
    }

    @Test func `a database tells its password and host when asked`() throws {
        let databases = api.servers(InternalServerID(1)).databases
        let all = try read("servers.list_server_databases", databases.list())
        let database = try #require(all.first)
        #expect(database.name == "s1_mydb" && database.username == "u1_EdpTxBPQ80" && database.allowedRemote == "%")
        #expect(database.maxConnections == nil, "0 is unlimited")
        #expect(database.included.password?.reveal() == "dummy-password")
        #expect(database.included.host?.address == "127.0.0.1" && database.included.host?.node == nil)
        #expect(!"\(database)".contains("dummy-password"))
        #expect(try read("servers.list_server_databases.empty", databases.list()) == [])
        let made = try read(
            "servers.databases.create",
            databases.create(name: "appdb", host: DatabaseHostID(1))
        )
        #expect(made.id == ApplicationDatabaseID(2) && made.name == "s1_appdb" && made.included.password == nil)
    }

    @Test func `nodes that have room are read without pages`() throws {
        let nodes = try read("nodes.deployable", api.nodes.deployable(memory: 0, disk: 0))
        #expect(nodes.map(\.id) == [NodeID(1), NodeID(2)])
        #expect(nodes.map(\.allocatedMemory) == [.mebibytes(17_920), .mebibytes(23_552)])
        #expect(nodes.map(\.allocatableMemory) == [ByteCount(82_463_372_083), nil])
    }

    @Test func `a user is read whole, and the second factor with it`() throws {
        let user = try read("user.get_user_info", api.users(UserID(1)).get())
        #expect(user.externalID == "ext-user-1" && user.firstName == "Ada" && user.lastName == "Admin")
        #expect(user.isAdmin && !user.hasTwoFactor && user.language == "en")
        #expect(try read("user.create_user", api.users.create(.recorded)).id == UserID(4))
    }

    @Test func `times are the same moment whatever zone the panel is in`() throws {
        let server = api.servers(InternalServerID(1))
        let plain = try read("servers.get_server_info", server.get())
        let zoned = try read("variant.timezone.server", server.get())
        #expect(plain.createdAt == PanelTime(parsing: "2026-09-24T15:25:15Z"))
        #expect(plain.updatedAt == PanelTime(parsing: "2026-11-13T15:25:15Z"))
        #expect(zoned.updatedAt == plain.updatedAt)
        // The panel's own mistake: its database session has one fixed offset, so that a time in the other half of a zone with
        // summer time comes out an hour early, in UTC, too.
        #expect(zoned.createdAt == PanelTime(parsing: "2026-09-24T14:25:15Z"))
    }
}
