import PterodactylAPI
import TestSupport
import Testing

/// Changing one setting leaves all others as they were: what the panel would reset is read first, and sent along.
struct ApplicationUpdateTests {
    /// A panel that answers reads with a recording and takes every change.
    private func panel(_ recording: String) throws -> (panel: PanelClient, transport: StubTransport) {
        let answer = try Fixtures.recording(recording, .application).response
        let transport = StubTransport(always: answer)
        let panel = PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
        return (panel, transport)
    }

    /// The body of the second request, the first being a read of the same object.
    private func change(_ transport: StubTransport, at path: String, from read: String) throws -> JSONValue {
        let requests = transport.requests
        try #require(requests.count == 2)
        #expect(requests[0].method == .get && requests[0].target == "/api/application" + read)
        #expect(requests[1].method == .patch && requests[1].target == "/api/application" + path)
        return try #require(JSONValue(parsing: requests[1].body))
    }

    @Test func `a node's other settings are sent as read, its data directory and visibility among them`() async throws {
        var body = try #require(
            JSONValue(parsing: try Fixtures.recording("nodes.get_node_details", .application).response.body)
        )
        var attributes = try #require(body["attributes"]?.object)
        attributes["daemon_base"] = "/srv/elsewhere"
        attributes["public"] = false
        attributes["behind_proxy"] = true
        body = ["object": "node", "attributes": .object(attributes)]
        let transport = StubTransport(always: .json(body))
        let panel = PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
        let node = try await panel.application.nodes(NodeID(1)).update { $0.memory = .gibibytes(128) }
        #expect(node.id == NodeID(1))
        let sent = try #require(try change(transport, at: "/nodes/1", from: "/nodes/1").object)
        #expect(sent["memory"] == 131_072)
        let taken = [
            "name", "location_id", "fqdn", "scheme", "behind_proxy", "public", "maintenance_mode",
            "memory_overallocate", "disk", "disk_overallocate", "upload_size", "daemon_listen", "daemon_sftp",
            "daemon_base",
        ]
        for name in taken { #expect(sent[name] == attributes[name], "\(name)") }
        #expect(Set(sent.keys) == Set(taken).union(["memory"]))
    }

    @Test func `a node gets a new token only when that is said`() async throws {
        let (panel, transport) = try panel("nodes.get_node_details")
        try await panel.application.nodes(NodeID(1)).update(resetsToken: true) { _ in }
        #expect(try change(transport, at: "/nodes/1", from: "/nodes/1")["reset_secret"] == true)
    }

    @Test func `a server's other limits are sent as read`() async throws {
        let (panel, transport) = try panel("servers.get_server_info")
        try await panel.application.servers(InternalServerID(1)).updateBuild { $0.limits.memory = .mebibytes(5000) }
        #expect(
            try change(transport, at: "/servers/1/build", from: "/servers/1") == [
                "allocation": 1,
                "limits": [
                    "memory": 5000, "swap": 0, "disk": 20480, "io": 500, "cpu": 200, "threads": nil,
                ],
                "feature_limits": ["databases": 3, "allocations": 5, "backups": 10],
                "oom_disabled": true,
            ]
        )
    }

    @Test func `a server's external id and description survive a new name`() async throws {
        let (panel, transport) = try panel("servers.get_server_info")
        try await panel.application.servers(InternalServerID(1)).updateDetails { $0.name = "New" }
        #expect(
            try change(transport, at: "/servers/1/details", from: "/servers/1")
                == ["name": "New", "user": 1, "external_id": "ext-1", "description": "Main survival world"]
        )
    }

    @Test func `one variable changed sends all of them, and none of the panel's own`() async throws {
        let (panel, transport) = try panel("servers.get_server_info")
        try await panel.application.servers(InternalServerID(1)).updateStartup(skipsScripts: true) {
            #expect($0.environment["SERVER_JARFILE"] == "server.jar")
            $0.environment["SERVER_JARFILE"] = "other.jar"
        }
        #expect(
            try change(transport, at: "/servers/1/startup", from: "/servers/1") == [
                "egg": 5, "image": "ghcr.io/pterodactyl/yolks:java_21",
                "startup": "java -Xmx{{SERVER_MEMORY}}M -jar {{SERVER_JARFILE}}",
                "environment": [
                    "MINECRAFT_VERSION": "latest", "SERVER_JARFILE": "other.jar", "DL_PATH": "",
                    "BUILD_NUMBER": "latest",
                ],
                "skip_scripts": true,
            ]
        )
    }

    @Test func `no variable changed sends none`() async throws {
        let (panel, transport) = try panel("servers.get_server_info")
        try await panel.application.servers(InternalServerID(1)).updateStartup(skipsScripts: false) {
            $0.image = "ghcr.io/pterodactyl/yolks:java_17"
        }
        let body = try change(transport, at: "/servers/1/startup", from: "/servers/1")
        #expect(body["environment"] == .object([:]))
        #expect(body["image"] == "ghcr.io/pterodactyl/yolks:java_17" && body["skip_scripts"] == false)
    }

    @Test func `a user keeps its rights, external id and language`() async throws {
        let (panel, transport) = try panel("user.get_user_info")
        try await panel.application.users(UserID(1)).update { $0.email = "ada@example.com" }
        #expect(
            try change(transport, at: "/users/1", from: "/users/1") == [
                "username": "admin", "email": "ada@example.com", "first_name": "Ada", "last_name": "Admin",
            ]
        )
    }

    @Test func `what is changed of a user is sent, an erased external id as null`() async throws {
        let (panel, transport) = try panel("user.get_user_info")
        try await panel.application.users(UserID(1)).update {
            $0.externalID = nil
            $0.isAdmin = false
            $0.language = "de"
            $0.password = Secret("new-password")
        }
        #expect(
            try change(transport, at: "/users/1", from: "/users/1") == [
                "username": "admin", "email": "admin@example.com", "first_name": "Ada", "last_name": "Admin",
                "external_id": nil, "root_admin": false, "language": "de", "password": "new-password",
            ]
        )
    }

    @Test func `a location keeps its other name`() async throws {
        let (panel, transport) = try panel("locations.get_location_info")
        try await panel.application.locations(LocationID(1)).update { $0.short = "fra" }
        #expect(
            try change(transport, at: "/locations/1", from: "/locations/1")
                == ["short": "fra", "long": "Frankfurt, Germany"]
        )
    }

    @Test func `what cannot be read is not changed`() async throws {
        let transport = StubTransport(always: .json(["errors": [["code": "X", "detail": "no"]]], status: 404))
        let panel = PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
        await #expect(throws: PanelError.notFound(detail: "no")) {
            try await panel.application.nodes(NodeID(9)).update { $0.name = "x" }
        }
        #expect(transport.requests.map(\.method) == [.get])
    }
}
