import PterodactylAPI
import TestSupport
import Testing

/// What the bodies of the application API hold: where they differ from pydactyl's, exactly how.
struct ApplicationBodyTests {
    private let api = ApplicationAPI()

    private func members(_ call: APICall) throws -> [String: JSONValue] {
        guard case .json(let bytes) = call.body else { return [:] }
        return try #require(JSONValue(parsing: bytes)?.object)
    }

    private func recorded(_ name: String) throws -> [String: JSONValue] {
        try #require(try Fixtures.recording(name, .application).body.object)
    }

    @Test func `a new node's body is the recorded one without the description`() throws {
        var expected = try recorded("nodes.create_node")
        expected["description"] = nil
        #expect(try members(api.nodes.create(.recorded).call) == expected)
    }

    @Test func `a node's change says what pydactyl leaves to the panel`() throws {
        var settings = NodeSettings.recorded
        settings.memory = .gibibytes(2)
        settings.disk = .gibibytes(2)
        var expected = try recorded("nodes.edit_node")
        expected["description"] = nil
        expected["daemon_base"] = "/srv/daemon-data"
        expected["public"] = true
        #expect(try members(api.nodes(NodeID(3)).edit(settings).call) == expected)
        expected["reset_secret"] = true
        #expect(try members(api.nodes(NodeID(3)).edit(settings, resetsToken: true).call) == expected)
    }

    @Test func `a new server's body is the recorded one without the nest`() throws {
        var expected = try recorded("servers.create_server.2")
        expected["nest"] = nil
        expected["skip_scripts"] = false
        var limits = try #require(expected["limits"]?.object)
        limits["threads"] = .null
        expected["limits"] = .object(limits)
        #expect(try members(api.servers.create(.recorded).call) == expected)
    }

    @Test func `a server's place is its allocations, or what the panel is to look for`() throws {
        var server = NewServer.recorded
        server.placement = .allocation(AllocationID(15), additional: [AllocationID(16), AllocationID(17)])
        #expect(try members(api.servers.create(server).call)["allocation"] == ["default": 15, "additional": [16, 17]])
        server.placement = .automatic(
            locations: [LocationID(1)],
            onDedicatedIP: true,
            ports: [25565, .range(26000...26010)]
        )
        let body = try members(api.servers.create(server).call)
        #expect(body["allocation"] == nil)
        #expect(
            body["deploy"]
                == ["locations": [1], "dedicated_ip": true, "port_range": ["25565", "26000-26010"]]
        )
        server.placement = .automatic()
        #expect(
            try members(api.servers.create(server).call)["deploy"]
                == ["locations": [], "dedicated_ip": false, "port_range": []]
        )
    }

    @Test func `a build's body is the recorded one with the threads`() throws {
        var expected = try recorded("servers.update_server_build")
        var limits = try #require(expected["limits"]?.object)
        limits["threads"] = .null
        expected["limits"] = .object(limits)
        let server = api.servers(InternalServerID(2))
        #expect(try members(server.build(.recorded).call) == expected)
        var settings = ServerBuildSettings.recorded
        settings.addedAllocations = [AllocationID(9)]
        settings.removedAllocations = [AllocationID(7), AllocationID(8)]
        settings.limits.threads = "0-1,3"
        settings.limits.isOutOfMemoryKillerDisabled = false
        let body = try members(server.build(settings).call)
        #expect(body["add_allocations"] == [9] && body["remove_allocations"] == [7, 8])
        #expect(body["limits"]?["threads"] == "0-1,3" && body["oom_disabled"] == false)
    }

    @Test func `a startup's body is the recorded one without the panel's own variables`() throws {
        var expected = try recorded("servers.update_server_startup.2")
        var variables = try #require(expected["environment"]?.object)
        for name in ["STARTUP", "P_SERVER_LOCATION", "P_SERVER_UUID", "P_SERVER_ALLOCATION_LIMIT"] {
            #expect(variables.removeValue(forKey: name) != nil)
        }
        expected["environment"] = .object(variables)
        #expect(try members(api.servers(InternalServerID(2)).startup(.recorded).call) == expected)
    }

    @Test(arguments: [
        (ServerLimits(), [0, 0, 0, 0]),
        (
            ServerLimits(
                memory: .mebibytes(1),
                swap: .mebibytes(2),
                disk: .mebibytes(3),
                cpu: .percent(250)
            ), [1, 2, 3, 250]
        ),
        (ServerLimits(swap: .unlimited), [0, -1, 0, 0]),
        (ServerLimits(memory: .mebibytes(-5), swap: .mebibytes(-5), cpu: .percent(-5)), [0, 0, 0, 0]),
    ])
    func `limits are the panel's numbers`(limits: ServerLimits, numbers: [Int64]) throws {
        var settings = ServerBuildSettings.recorded
        settings.limits = limits
        let body = try members(api.servers(InternalServerID(2)).build(settings).call)["limits"]
        #expect(["memory", "swap", "disk", "cpu"].map { body?[$0]?.integer } == numbers)
    }

    @Test func `sizes are MiB: what is offered is rounded down, what is wanted up`() throws {
        let odd = ByteCount(5 * 1024 * 1024 + 1)
        var settings = NodeSettings.recorded
        settings.memory = odd
        #expect(try members(api.nodes.create(settings).call)["memory"] == 5)
        let call = api.nodes.deployable(memory: odd, disk: 0, locations: [LocationID(1), LocationID(2)]).call
        #expect(
            call.query.map { "\($0.name)=\($0.value)" }
                == ["memory=6", "disk=0", "location_ids[]=1", "location_ids[]=2"]
        )
        #expect(ByteCount.gibibytes(.max) == ByteCount(mebibytes: .max))
    }

    @Test func `lists say what they want`() {
        func query(_ call: APICall) -> [String] { call.query.dropFirst(2).map { "\($0.name)=\($0.value)" } }
        #expect(
            query(
                api.nodes.list(
                    filter: [.uuid("a"), .name("b"), .fqdn("c"), .tokenID("d")],
                    sort: .memory.descending,
                    include: NodeInclude.allCases
                ).page(1).call
            ) == [
                "sort=-memory,id", "filter[uuid]=a", "filter[name]=b", "filter[fqdn]=c", "filter[daemon_token_id]=d",
                "include=allocations,location,servers",
            ]
        )
        #expect(query(api.nodes.list(sort: .disk).page(1).call) == ["sort=disk,id"])
        #expect(query(api.nodes.list(sort: .id).page(1).call) == ["sort=id"])
        #expect(
            query(
                api.servers.list(
                    filter: [
                        .uuid("a"), .identifier("b"), .name("c"), .description("d"), .image("e"), .externalID("f"),
                    ],
                    sort: .uuid
                ).page(1).call
            ) == [
                "sort=uuid,id", "filter[uuid]=a", "filter[uuidShort]=b", "filter[name]=c", "filter[description]=d",
                "filter[image]=e", "filter[external_id]=f",
            ]
        )
        #expect(
            query(
                api.nodes(NodeID(1)).allocations.list(
                    filter: [.ip("10.0.0.1"), .port(25565), .alias("x"), .server(InternalServerID(4)), .unassigned]
                ).page(1).call
            ) == [
                "filter[ip]=10.0.0.1", "filter[port]=25565", "filter[ip_alias]=x", "filter[server_id]=4",
                "filter[server_id]=none",
            ]
        )
        #expect(
            query(
                api.users.list(filter: [.email("a"), .uuid("b"), .username("c"), .externalID("d")], sort: .uuid)
                    .page(1).call
            ) == ["sort=uuid,id", "filter[email]=a", "filter[uuid]=b", "filter[username]=c", "filter[external_id]=d"]
        )
        #expect(
            query(api.locations.list(filter: [.short("a"), .long("b")], sort: .id.descending).page(1).call)
                == ["sort=-id", "filter[short]=a", "filter[long]=b"]
        )
    }

    @Test func `the password of a user is in the body alone`() throws {
        let call = api.users.create(.recorded).call
        #expect(try members(call)["password"] == "dummy-password")
        #expect(!"\(UserSettings.recorded)".contains("dummy-password"))
    }
}
