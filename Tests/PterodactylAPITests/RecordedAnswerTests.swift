import PterodactylAPI
import TestSupport
import Testing

/// The values that recorded answers are read to; that all of them are read is in `Claims`.
struct RecordedAnswerTests {
    @Test func `a server has its limits, allocations and flags`() throws {
        let page = try ClientAPI().servers.list().page(1).endpoint.interpret(
            try Fixtures.recording("servers.list_servers.per_page2.page2").response
        )
        #expect(page.pagination == Pagination(total: 8, count: 2, perPage: 2, currentPage: 2, totalPages: 4))
        let proxy = try #require(page.items.first)
        #expect(proxy.name == "Proxy")
        #expect(proxy.uuid.identifier == proxy.identifier)
        #expect(proxy.internalID == InternalServerID(3))
        #expect(proxy.node == "node-a")
        #expect(proxy.limits.memory == .mebibytes(512))
        #expect(proxy.limits.cpu.cores == 0.5)
        #expect(proxy.featureLimits == FeatureLimits(databases: 0, allocations: 5, backups: 0))
        #expect(proxy.primaryAllocation?.description == "play.example.com:25567")
        #expect(proxy.eggFeatures == ["eula", "java_version", "pid_limit"])
        #expect(page.items.last?.featureLimits == FeatureLimits(backups: 3))
    }

    @Test(arguments: [
        ("suspended", ServerStatus.suspended), ("installing", .installing), ("install-failed", .installFailed),
        ("reinstall-failed", .reinstallFailed), ("restoring-backup", .restoringBackup),
        ("unknown-status-value", .other("weird_new_status")), ("transferring", .normal),
    ])
    func `a server tells its status`(name: String, status: ServerStatus) throws {
        let server = try ClientAPI().servers(survival).get()
            .endpoint.interpret(try Fixtures.recording("servers.get_server.\(name)").response)
        #expect(server.status == status)
        #expect(server.isTransferring == (name == "transferring"))
        #expect(server.isBlocked == !["reinstall-failed", "unknown-status-value"].contains(name))
    }

    @Test func `the included egg is there`() throws {
        let recording = try Fixtures.recording("servers.get_server.includes")
        let server = try ClientAPI().servers(survival).get(include: [.egg]).endpoint.interpret(recording.response)
        #expect(server.egg?.name.isEmpty == false)
    }

    @Test func `figures that cannot be are none`() throws {
        let odd = try ClientAPI().servers(survival).resources()
            .endpoint.interpret(try Fixtures.recording("servers.resources.odd-values").response)
        #expect(odd.memory == ByteCount(9_007_199_254_740_993))
        #expect(odd.disk == nil)
        #expect(odd.cpuPercent == 0)
        #expect(odd.uptime == .milliseconds(1))
    }

    @Test func `backups tell how far they are`() throws {
        let page = try ClientAPI().servers(survival).backups.list().page(1)
            .endpoint.interpret(try Fixtures.recording("servers.backups.list_backups").response)
        #expect(page.items.map(\.progress) == [.successful, .successful, .failed, .inProgress, .inProgress])
        #expect(page.items[1].ignoredFiles == ["*.log", "cache/*"])
        #expect(page.items[0].size == ByteCount(734_003_200))
        #expect(page.items[0].duration == .seconds(240))
        #expect(page.items[0].createdAt == PanelTime(millisecondsSince1970: 1_795_339_515_000))
        #expect(page.items[3].duration == nil)
    }

    @Test func `activity has its properties and its actor`() throws {
        let page = try ClientAPI().servers(survival).activity().page(1)
            .endpoint.interpret(try Fixtures.recording("servers.activity.after-writes").response)
        let command = try #require(page.items.first { $0.event == "server:console.command" })
        #expect(command.properties["command"] == "say hello")
        #expect(command.isAPI)
        #expect(command.actor?.username == "admin")
        #expect(ActivityEntry(id: "1", event: "server:power.kill").powerSignal == .kill)
        #expect(command.powerSignal == nil)
    }

    @Test func `schedules have their steps`() throws {
        let schedules = try ClientAPI().servers(survival).schedules.list()
            .endpoint.interpret(try Fixtures.recording("servers.schedules.list_schedules").response)
        #expect(schedules.map(\.name) == ["Nightly restart", "Backup"])
        #expect(schedules[0].cron == Cron(minute: "0", hour: "4"))
        #expect(schedules[0].tasks.map(\.powerSignal) == [nil, .restart])
        #expect(schedules[0].tasks[1].offset == .seconds(30))
        #expect(schedules[1].tasks[0].action == .backup)
    }

    @Test func `nodes know what may be given out`() throws {
        let nodes = try ApplicationAPI().nodes.list().page(1)
            .endpoint.interpret(try Fixtures.recording("nodes.list_nodes", .application).response).items
        #expect(nodes[0].memory == ByteCount(mebibytes: 65536))
        #expect(nodes[0].allocatableMemory == ByteCount(82_463_372_083))
        #expect(nodes[0].allocatedMemory == ByteCount(mebibytes: 17920))
        #expect(nodes[1].allocatableMemory == nil, "-1 is unlimited")
        #expect(nodes[1].allocatableDisk == nodes[1].disk)
        #expect(nodes[0].daemonURL == "http://127.0.0.1:8801")
    }

    @Test func `a node's allocations tell whether a server has them`() throws {
        let page = try ApplicationAPI().nodes(NodeID(1)).allocations.list().page(1)
            .endpoint.interpret(try Fixtures.recording("nodes.list_node_allocations", .application).response)
        #expect(page.pagination.total == 16)
        #expect(page.items.count(where: \.isAssigned) == 8)
        let first = try #require(page.items.first)
        #expect(first.id == AllocationID(1))
        #expect((first.ip, first.port) == ("10.0.0.1", 25_565))
        #expect((first.alias, first.notes) == ("play.example.com", "primary"))
        #expect(page.items[1].alias == nil)
    }

    @Test func `a node's token is not printed`() throws {
        let configuration = try ApplicationAPI().nodes(NodeID(1)).configuration()
            .endpoint.interpret(try Fixtures.recording("nodes.get_node_config", .application).response)
        #expect(configuration.token.reveal().hasPrefix("dummynodetoken"))
        #expect(!"\(configuration)".contains("dummynodetoken"))
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("dummynodetoken"))
        #expect(configuration.remote == "http://127.0.0.1:8800")
    }

    @Test func `an application server has numbers instead of names`() throws {
        let page = try ApplicationAPI().servers.list().page(1)
            .endpoint.interpret(try Fixtures.recording("servers.list_servers.per_page2.page1", .application).response)
        let creative = page.items[1]
        #expect(creative.node == NodeID(1))
        #expect(creative.egg == EggID(5))
        #expect(creative.limits.swap == .unlimited)
        #expect(creative.limits.cpu == .unlimited)
        #expect(creative.environment["P_SERVER_ALLOCATION_LIMIT"] == 5)
        #expect(creative.externalID == "ext-2")
    }

    @Test func `a page past the end is empty`() throws {
        let page = try ClientAPI().servers.list().page(1)
            .endpoint.interpret(try Fixtures.recording("servers.list_servers.per_page2.page99").response)
        #expect(page.items.isEmpty)
        #expect(page.pagination.totalPages == 4)
    }
}
