import PterodactylAPI
import TestSupport
import Testing

/// Every endpoint builds the request that a real panel was seen to accept.
struct RequestTests {
    private func expect(_ call: APICall, equals recording: Recording, also own: Set<String> = []) {
        #expect(call.method.rawValue == recording.method, "\(recording.name)")
        #expect(call.path == recording.path, "\(recording.name)")
        let query = Dictionary(call.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        for (name, value) in recording.query { #expect(query[name] == value, "\(recording.name): \(name)") }
        #expect(Set(query.keys).subtracting(recording.query.keys).isSubset(of: own), "\(recording.name)")
        let request = call.request(base: "http://panel", key: Secret("k"))
        #expect((JSONValue(parsing: request.body) ?? .null) == recording.body, "\(recording.name)")
        #expect(request.header("accept") == "application/json")
        #expect((request.header("content-type") != nil) == (recording.body != .null), "\(recording.name)")
    }

    private let short = ServerIdentifier("e56e7773")
    private let paging: Set = ["page", "per_page"]

    @Test func `client reads`() throws {
        expect(ClientAPI.account().call, equals: try Fixtures.recording("account.get_account"))
        expect(ClientAPI.servers().call, equals: try Fixtures.recording("servers.list_servers"), also: paging)
        for (name, scope) in [
            ("owner", ClientAPI.ServerScope.owner), ("admin", .admin), ("admin-all", .adminAll),
        ] {
            let recording = try Fixtures.recording("servers.list_servers.type-\(name)")
            expect(ClientAPI.servers(scope).call, equals: recording, also: paging)
        }
        expect(
            ClientAPI.servers(.adminAll, page: 2, perPage: 2).call,
            equals: try Fixtures.recording("servers.list_servers.admin-all.per_page2.page2")
        )
        expect(ClientAPI.server(short).call, equals: try Fixtures.recording("servers.get_server"))
        expect(ClientAPI.server(survival).call, equals: try Fixtures.recording("servers.get_server.by-full-uuid"))
        expect(ClientAPI.resources(short).call, equals: try Fixtures.recording("servers.get_server_utilization"))
        expect(ClientAPI.websocket(short).call, equals: try Fixtures.recording("servers.get_websocket"))
        expect(
            ClientAPI.backups(short, page: 2, perPage: 2).call,
            equals: try Fixtures.recording("servers.backups.list_backups.per_page2.page2")
        )
        expect(
            ClientAPI.backup(short, BackupUUID("dfeb54be-e7c2-56de-8a6a-33a33222ce16")).call,
            equals: try Fixtures.recording("servers.backups.get_backup_detail")
        )
        expect(
            ClientAPI.activity(short, perPage: 5).call,
            equals: try Fixtures.recording("servers.activity.after-writes"),
            also: ["page", "sort"]
        )
        expect(
            ClientAPI.schedules(short).call,
            equals: try Fixtures.recording("servers.schedules.list_schedules")
        )
    }

    @Test func `client writes`() throws {
        for signal in PowerSignal.allCases {
            let recording = try Fixtures.recording("servers.send_power_action.\(signal.rawValue)")
            let call = ClientAPI.power(short, signal).call
            expect(call, equals: recording)
            #expect(!call.isRepeatable && call.isWingsBacked)
        }
        expect(
            ClientAPI.command(short, "say hello").call,
            equals: try Fixtures.recording("servers.send_console_command")
        )
        expect(ClientAPI.createBackup(short).call, equals: try Fixtures.recording("servers.backups.create_backup"))
        let named = ClientAPI.createBackup(short, name: "will fail", ignored: ["*.log", "cache"], isLocked: true)
        expect(named.call, equals: try Fixtures.recording("servers.backups.create_backup.named"))
        #expect(!named.call.isRepeatable && named.call.hasOwnLimit)
    }

    @Test func `application reads`() throws {
        let own = paging.union(["sort"])
        expect(
            ApplicationAPI.servers(page: 2, perPage: 2).call,
            equals: try Fixtures.recording("servers.list_servers.per_page2.page2", .application),
            also: ["sort"]
        )
        expect(ApplicationAPI.nodes().call, equals: try Fixtures.recording("nodes.list_nodes", .application), also: own)
        expect(
            ApplicationAPI.nodeConfiguration(NodeID(1)).call,
            equals: try Fixtures.recording("nodes.get_node_config", .application)
        )
        expect(
            ApplicationAPI.locations().call,
            equals: try Fixtures.recording("locations.list_locations", .application),
            also: own
        )
        expect(
            ApplicationAPI.allocations(of: NodeID(1), page: 2, perPage: 2).call,
            equals: try Fixtures.recording("nodes.list_node_allocations.per_page2.page2", .application)
        )
    }

    @Test(
        arguments: [
            (ApplicationAPI.AllocationScope.all, ""), (.unassigned, "filter%5Bserver_id%5D=false&"),
            (.server(InternalServerID(7)), "filter%5Bserver_id%5D=7&"),
        ]
    )
    func `allocations are chosen by their server`(scope: ApplicationAPI.AllocationScope, filter: String) {
        let request = ApplicationAPI.allocations(of: NodeID(3), scope, perPage: 1).call
            .request(base: "https://p", key: Secret("k"))
        #expect(request.target == "/api/application/nodes/3/allocations?\(filter)page=1&per_page=1")
    }

    @Test func `activity always asks for an order`() {
        let request = ClientAPI.activity(survival, event: "server:power").call
            .request(base: "https://p/", key: Secret("k"))
        #expect(
            request.target == "/api/client/servers/\(survival)/activity?page=1&per_page=100&sort=-timestamp"
                + "&filter%5Bevent%5D=server%3Apower&include=actor"
        )
    }

    @Test func `what a name holds cannot leave its place in the path`() {
        let call = ClientAPI.server(ServerIdentifier("../x?y=1#é")).call
        #expect(call.path == "/api/client/servers/..%2Fx%3Fy%3D1%23%C3%A9")
    }

    @Test func `a command's text stays what it is`() throws {
        let text = "tellraw @a {\"text\":\"Grüße\\n\"}\u{1}\t"
        guard case .json(let bytes) = ClientAPI.command(survival, text).call.body else {
            Issue.record("no JSON")
            return
        }
        #expect(JSONValue(parsing: bytes)?["command"]?.string == text)
    }

    @Test func `the names of the calls are words for labels`() {
        let names = [
            ClientAPI.account().call, ClientAPI.servers().call, ClientAPI.server(survival).call,
            ClientAPI.resources(survival).call, ClientAPI.websocket(survival).call,
            ClientAPI.power(survival, .kill).call,
            ClientAPI.command(survival, "").call, ClientAPI.backups(survival).call,
            ClientAPI.createBackup(survival).call,
            ClientAPI.backup(survival, BackupUUID("")).call, ClientAPI.activity(survival).call,
            ClientAPI.schedules(survival).call, ApplicationAPI.servers().call, ApplicationAPI.nodes().call,
            ApplicationAPI.nodeConfiguration(NodeID(1)).call, ApplicationAPI.locations().call,
        ].map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0 == "_" || ("a"..."z").contains($0) } })
    }
}
