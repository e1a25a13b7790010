import PterodactylAPI
import TestSupport
import Testing

/// What the answers about one server are read to.
struct ServerValueTests {
    private let server = recordedServer("e56e7773")

    @Test func `an admin's details: owner, and every right but those for admins by a star`() throws {
        let request = server.details(include: [.egg, .subusers])
        let details = try Fixtures.read("servers.get_server.includes", by: request)
        #expect(details.isOwner && details.server.isOwner)
        #expect(details.permissions.first == .everything)
        #expect(details.allows(.fileDelete) && details.allows("admin.websocket.install"))
        #expect(!details.allows("admin.websocket.something-else"))
        #expect(details.server.sftp == SFTPAddress(host: "127.0.0.1", port: 2022))
        #expect(details.server.egg?.name == "Paper")
        #expect(details.server.subusers?.map(\.username) == ["bob", "carol"])
        #expect(details.server.subusers?.last?.permissions == [.websocketConnect])
        #expect(
            details.server.variables?.map(\.environmentName) == ["MINECRAFT_VERSION", "SERVER_JARFILE", "BUILD_NUMBER"]
        )
    }

    @Test func `a subuser's details: what is not permitted is nil`() throws {
        let details = try Fixtures.read("servers.get_server.carol-limited-subuser", by: server.details())
        #expect(!details.isOwner && details.permissions == [.websocketConnect])
        #expect(details.allows(.websocketConnect) && !details.allows(.controlStart))
        #expect(details.server.variables == nil && details.server.subusers == nil && details.server.egg == nil)
        #expect(details.server.allocations.count == 1 && details.server.primaryAllocation?.notes == nil)
    }

    @Test func `a list brings what it was asked for`() throws {
        let request = ClientAPI().servers.list(include: [.egg, .subusers], perPage: 2).page(1)
        let page = try Fixtures.read("servers.list_servers.include-egg-subusers", by: request)
        #expect(page.items.allSatisfy { $0.egg != nil && $0.subusers != nil && $0.variables != nil })
    }

    @Test func `filters become the panel's words`() {
        let filters: [ServerFilter] = [
            .name("a"), .uuid("b"), .description("c"), .externalID("d"), .any("10.0.0.1:25565"),
        ]
        let query = ClientAPI().servers.list(.owner, filter: filters).page(3).call.query
        #expect(
            query.map(\.name) == [
                "type", "filter[name]", "filter[uuid]", "filter[description]", "filter[external_id]", "filter[*]",
                "page", "per_page",
            ]
        )
        #expect(query.map(\.value) == ["owner", "a", "b", "c", "d", "10.0.0.1:25565", "3", "100"])
    }

    @Test func `the catalogue of rights is the one that is known here`() throws {
        let catalogue = try Fixtures.read("servers.list_permissions", by: ClientAPI().permissions())
        #expect(catalogue.permissions == Permission.known.sorted())
        #expect(Set(Permission.known).count == Permission.known.count)
        #expect(catalogue[.controlStart] == "Allows a user to start the server if it is stopped.")
        #expect(catalogue["control.dance"] == nil)
        #expect(catalogue.groups.map(\.name) == catalogue.groups.map(\.name).sorted())
        #expect(Permission.monitoring.allSatisfy(Permission.known.contains))
    }

    @Test func `a server of a later panel is read, with words and types that nobody knows`() throws {
        let attributes: JSONValue = [
            "uuid": .string(survival.rawValue), "name": "New", "status": "defrosting", "limits": [],
            "feature_limits": [], "egg_features": .object([:]), "sftp_details": [], "something": ["new": true],
            "relationships": ["allocations": ["object": "list", "data": .object([:])], "variables": .null],
        ]
        let body: JSONValue = [
            "object": "server", "attributes": attributes, "meta": ["user_permissions": ["control.dance", 7]],
        ]
        let details = try server.details().endpoint.interpret(.json(body))
        #expect(details.server.status == .other("defrosting"))
        #expect(details.server.limits == ServerLimits() && details.server.featureLimits == FeatureLimits())
        #expect(details.server.sftp == nil && details.server.eggFeatures == [] && details.server.allocations == [])
        #expect(details.permissions == ["control.dance"] && !details.isOwner)
    }

    @Test func `what only comes along does not hide a server`() throws {
        let odd: JSONValue = [
            "object": "list", "data": [["object": "x", "attributes": ["uuid": 5, "env_variable": []]]],
        ]
        let attributes: JSONValue = [
            "uuid": .string(survival.rawValue), "relationships": ["variables": odd, "subusers": odd],
        ]
        let value = try server.get().endpoint.interpret(.json(["object": "server", "attributes": attributes]))
        #expect(value.uuid == survival && value.variables == nil && value.subusers == nil)
        #expect(throws: PanelError.self) { try server.users.list().endpoint.interpret(.json(odd)) }
    }

    @Test func `the way to the console is not printed`() throws {
        let credentials = try Fixtures.read("servers.get_websocket", by: server.websocket())
        #expect(credentials.token.reveal().count > 10)
        #expect(!printed(credentials).contains(credentials.token.reveal()))
    }
}
