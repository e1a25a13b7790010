import PterodactylAPI
import TestSupport
import Testing

/// What the answers about databases, allocations, schedules, startup and subusers are read to.
struct SettingsValueTests {
    private let server = recordedServer("e56e7773")

    @Test func `a database has its password only where it was asked for`() throws {
        let plain = try Fixtures.read("servers.databases.list_databases", by: server.databases.list())
        #expect(
            plain == [
                ServerDatabase(
                    id: DatabaseID("YnlEjJxm"),
                    host: "127.0.0.1",
                    name: "s1_mydb",
                    username: "u1_EdpTxBPQ80"
                )
            ]
        )
        let request = server.databases.list(includesPasswords: true)
        let full = try Fixtures.read("servers.databases.list_databases.with-password", by: request)
        #expect(full.map(\.password) == [Secret("dummy-password")])
        #expect(!printed(full).contains("dummy-password"))
    }

    @Test func `a password that may not be seen is none`() throws {
        let attributes: JSONValue = [
            "id": "a", "host": ["address": "db", "port": 3307], "name": "s1_a", "username": "u", "max_connections": 5,
            "relationships": ["password": ["object": "null_resource", "attributes": nil]],
        ]
        let rotate = server.databases.rotatePassword(DatabaseID("a"))
        let database = try rotate.endpoint.interpret(.json(["object": "server_database", "attributes": attributes]))
        #expect(database.password == nil && database.port == 3307 && database.maxConnections == 5)
    }

    @Test func `allocations know their notes and which is the primary one`() throws {
        let allocations = try Fixtures.read("servers.network.list_allocations", by: server.allocations.list())
        #expect(allocations.map(\.notes) == ["primary", "voice", "dynmap"])
        #expect(
            allocations.map(\.description) == ["play.example.com:25565", "play.example.com:25571", "10.0.0.1:25572"]
        )
        let primary = server.allocations.setPrimary(AllocationID(7))
        #expect(try Fixtures.read("servers.network.set_primary_allocation", by: primary).isDefault)
        let without = server.allocations.setNote(nil, of: AllocationID(7)).call.body
        #expect(without == .json(Array(#"{"notes":null}"#.utf8)))
    }

    @Test func `startup has variables, command and images`() throws {
        let startup = try Fixtures.read("servers.startup.list_variables", by: server.startup.get())
        #expect(startup.command.raw == "java -Xmx{{SERVER_MEMORY}}M -jar {{SERVER_JARFILE}}")
        #expect(startup.dockerImages["Java 17"] == "ghcr.io/pterodactyl/yolks:java_17")
        #expect(startup.dockerImages.count == 5)
        let jar = try #require(startup["SERVER_JARFILE"])
        #expect(jar.name == "Server Jar File" && jar.isEditable && jar.value == "server.jar")
        #expect(jar.rules == #"required|regex:/^([\w\d._-]+)(\.jar)$/"#)
        #expect(startup["NOPE"] == nil)
        #expect(StartupVariable(name: "A", environmentName: "A", defaultValue: "d").value == "d")
    }

    @Test func `a changed variable has its new value`() throws {
        let set = server.startup.set("SERVER_JARFILE", to: "paper.jar")
        let change = try Fixtures.read("servers.startup.update_variable", by: set)
        #expect(change.variable.value == "paper.jar" && change.variable.defaultValue == "server.jar")
        #expect(change.command.filled.hasPrefix("java "))
        #expect(
            throws: PanelError.validation([.init(field: "value", rule: "regex", detail: "The value format is invalid.")]
            )
        ) {
            try Fixtures.read("error.422.startup-variable", by: set)
        }
    }

    @Test(arguments: [JSONValue.null, [], .object([:])])
    func `an egg without images has none, in whatever form`(images: JSONValue) throws {
        let body: JSONValue = ["object": "list", "data": .object([:]), "meta": ["docker_images": images]]
        let startup = try server.startup.get().endpoint.interpret(.json(body))
        #expect(startup.dockerImages == [:] && startup.variables == [])
    }

    @Test func `subusers have rights, known and unknown ones`() throws {
        let users = try Fixtures.read("servers.users.list_users", by: server.users.list())
        #expect(users.map(\.username) == ["bob", "carol"])
        #expect(users[0].permissions.contains(.scheduleRead) && !users[0].permissions.allow(.fileDelete))
        #expect(users[0].uuid == UserUUID("ed129582-8d74-5c2a-a2b5-28df38536970") && !users[0].hasTwoFactor)
        let create = recordedServer("c2db632c").users.create(email: "c@example.com", permissions: [.controlStart])
        let created = try Fixtures.read("servers.users.create_user", by: create)
        #expect(created.permissions == [.controlStart, .controlConsole, .websocketConnect])
        #expect(Permission("addon.dance").rawValue == "addon.dance")
    }

    @Test(arguments: [
        (ServerSettings<Unsent>.Description.unchanged, #"{"name":"A"}"#), (.none, #"{"description":null,"name":"A"}"#),
        (.text("d"), #"{"description":"d","name":"A"}"#),
    ])
    func `a description is kept, dropped or replaced`(description: ServerSettings<Unsent>.Description, body: String) {
        #expect(server.settings.rename("A", description: description).call.body == .json(Array(body.utf8)))
    }
}
