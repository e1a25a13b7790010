import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

struct InventoryCollectorTests {
    @Test func `a list tells where servers are and what they may use`() {
        var panel = ScriptedPanel(servers: 2, nodes: 2)
        panel.run(seconds: 1)
        #expect(panel.view(1)?.node == "node-1")
        let labels = ["server": "10000001", "node": "node-1"]
        #expect(panel.value("pterodactyl_server_memory_limit_bytes", labels) == 536_870_912)
        #expect(panel.value("pterodactyl_server_cpu_limit_cores", labels) == 1.5)
        #expect(panel.value("pterodactyl_server_disk_limit_bytes", labels) == nil, "0 is no limit")
        #expect(panel.value("pterodactyl_server_feature_limit", labels.merging(["feature": "backups"]) { $1 }) == 3)
        #expect(panel.isSuccessful(.inventory) == true)
    }

    @Test(arguments: [(false, ServerScope.accessible), (true, .adminAll)])
    func `which servers are asked for depends on whose key it is`(isAdmin: Bool, scope: ServerScope) {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.isAdmin = isAdmin
        panel.run(seconds: 150)
        #expect(panel.asks(for: .account) == 1)
        #expect((3...4).contains(panel.asks(for: .serverList(scope, page: 1))), "at once, and then once a minute")
        let isToldOfRights = panel.notices.contains {
            if case .missingRight("root admin", _) = $0 { true } else { false }
        }
        #expect(isToldOfRights == !isAdmin)
    }

    @Test func `a scope that was configured is kept to`() {
        let plan = PanelPlan(name: "main", scope: .fixed(.owner), sources: .panelAlone)
        var panel = ScriptedPanel(servers: 1, nodes: 1, plan: plan)
        panel.isAdmin = true
        panel.run(seconds: 1)
        #expect(panel.asks(for: .serverList(.owner, page: 1)) == 1)
    }

    @Test func `each page of a list counts when it comes, and the whole when the last is there`() {
        var panel = ScriptedPanel(servers: 5, nodes: 1)
        panel.pageSize = 2
        panel.answers[.serverList(.accessible, page: 3)] = .nonsense
        panel.run(seconds: 3)
        #expect(panel.watcher.serverCount == 4, "a page is missing")
        #expect(!panel.watcher.isReady)
        panel.answers = [:]
        panel.run(seconds: 5)
        #expect(panel.watcher.serverCount == 5)
        #expect(panel.watcher.isReady)
        #expect(panel.asks(for: .serverList(.accessible, page: 2)) == 2, "the sweep began anew 5 s later")
    }

    @Test func `the first list is read at once, the later ones page by page`() {
        var panel = ScriptedPanel(servers: 5, nodes: 1)
        panel.pageSize = 1
        panel.run(seconds: 1)
        #expect(panel.sent.count { if case .serverList = $0 { true } else { false } } == 5)
        panel.run(untilAskedFor: .serverList(.accessible, page: 1))
        panel.forgetCalls()
        var bySecond: [Int] = []
        for _ in 0..<31 {
            let before = panel.sent.count { if case .serverList = $0 { true } else { false } }
            panel.run(seconds: 1)
            bySecond.append(panel.sent.count { if case .serverList = $0 { true } else { false } } - before)
        }
        #expect(bySecond.max() == 1)
        #expect(bySecond.reduce(0, +) == 3, "the second page came with the first")
    }

    @Test func `a server that moved from one page to another while they were read is asked for, and not forgotten`() {
        var panel = ScriptedPanel(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        let hidden = panel.servers.removeLast()
        panel.answers[.server(hidden.uuid)] = .json(hidden.body)
        panel.run(untilAskedFor: .server(hidden.uuid))
        #expect(panel.watcher.view(of: hidden.uuid) != nil)
        panel.servers.append(hidden)
        panel.run(seconds: 300)
        #expect(panel.watcher.view(of: hidden.uuid) != nil)
        #expect(panel.asks(for: .server(hidden.uuid)) == 1)
    }

    @Test func `a failed list forgets nobody`() {
        var panel = ScriptedPanel(servers: 3, nodes: 1)
        panel.run(seconds: 30)
        panel.answers[.serverList(.accessible, page: 1)] = .nonsense
        panel.servers.removeLast()
        panel.run(seconds: 61)
        #expect(panel.watcher.serverCount == 3)
        #expect(panel.isSuccessful(.inventory) == false)
        panel.answers = [:]
        panel.run(seconds: 61)
        #expect(panel.watcher.serverCount == 2)
        #expect(panel.isSuccessful(.inventory) == true)
    }

    @Test func `a server that is gone leaves nothing behind, and is not asked for`() throws {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        let gone = panel.servers.removeFirst()
        panel.run(seconds: 61)
        #expect(panel.watcher.view(of: gone.uuid) == nil)
        #expect(panel.watcher.uuid(of: gone.uuid.identifier) == nil)
        #expect(panel.samples("pterodactyl_server_info").count == 1)
        panel.forgetCalls()
        panel.run(seconds: 61)
        #expect(!panel.sent.contains { $0.server == gone.uuid })
    }

    @Test func `no servers at all is worth a word, once for as long as it lasts`() {
        var panel = ScriptedPanel(servers: 0, nodes: 1)
        panel.run(seconds: 200)
        #expect(panel.notices.count { $0 == .noServers } == 1)
        #expect(panel.asks(for: .serverList(.accessible, page: 1)) <= 5)
        #expect(panel.asks(for: .account) <= 6, "whose key it is is asked with each empty list, and no more")
        panel.servers = [ScriptedServer(uuid: .number(1), node: "node-0")]
        panel.run(seconds: 61)
        panel.servers = []
        panel.run(seconds: 61)
        #expect(panel.notices.count { $0 == .noServers } == 2)
    }

    @Test func `an owner who becomes an administrator gets what an administrator sees`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        panel.isAdmin = true
        // A server that the key may not see any more makes the agent ask whose key it is.
        panel.answers[.resources(.number(0))] = .forbidden
        panel.run(seconds: 25)
        panel.answers = [:]
        panel.forgetCalls()
        panel.run(seconds: 61)
        #expect(panel.asks(for: .serverList(.adminAll, page: 1)) >= 1)
        #expect(panel.asks(for: .serverList(.accessible, page: 1)) == 0)
        #expect(panel.value("pterodactyl_node_memory_bytes") != nil)
    }
}
