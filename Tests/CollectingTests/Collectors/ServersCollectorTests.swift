import Collecting
import PterodactylAPI
import Telemetry
import Testing

struct ServersCollectorTests {
    @Test(arguments: [false, true])
    func `an answer tells state and utilization, to every key`(isAdmin: Bool) {
        var panel = ScriptedPanel(servers: 1, nodes: 1)
        panel.isAdmin = isAdmin
        panel.run(seconds: 30)
        #expect(panel.view(0)?.state == .running)
        #expect(panel.value("pterodactyl_server_up") == 1)
        #expect(panel.value("pterodactyl_server_cpu_usage_cores") == 0.5)
        #expect(panel.value("pterodactyl_server_memory_usage_bytes") == 268_435_456)
        #expect(panel.value("pterodactyl_server_disk_usage_bytes") == 1_000)
        #expect(panel.value("pterodactyl_server_network_receive_bytes_total") == 10)
        #expect(panel.value("pterodactyl_server_start_time_seconds") == Timestamp.second(-1_000).secondsSince1970)
        #expect(panel.isSuccessful(.servers) == true)
    }

    @Test func `each server is asked for once an interval`() {
        var panel = ScriptedPanel(servers: 3, nodes: 1)
        panel.run(seconds: 20)
        panel.forgetCalls()
        panel.run(seconds: 100)
        for server in panel.servers { #expect(panel.asks(for: .resources(server.uuid)) == 5) }
    }

    @Test func `one lost answer says nothing, many make the state unknown`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        panel.answers[.resources(.number(0))] = .nonsense
        panel.run(seconds: 25)
        #expect(panel.view(0)?.state == .running)
        #expect(panel.isSuccessful(.servers) == false)
        panel.run(seconds: 60)
        #expect(panel.view(0)?.state == nil)
        #expect(panel.view(0)?.situation == .unknown)
        #expect(panel.value("pterodactyl_server_up", ["server": "10000000"]) == nil)
        #expect(panel.value("pterodactyl_server_cpu_usage_cores", ["server": "10000000"]) == nil)
        #expect(panel.view(1)?.state == .running)
    }

    @Test(
        arguments: [
            ("suspended", "suspended"), ("installing", "installing"), ("install_failed", "install_failed"),
            ("restoring_backup", "restoring_backup"), ("transfer", "transferring"),
            ("maintenance", "node_maintenance"),
        ]
    )
    func `a 409 tells what holds a server before the list does`(cause: String, word: String) {
        var panel = ScriptedPanel(servers: 1, nodes: 1)
        panel.run(untilAskedFor: .serverList(.accessible, page: 1))
        panel.run(untilAskedFor: .serverList(.accessible, page: 1))
        switch cause {
        case "transfer": panel.servers[0].isTransferring = true
        case "maintenance": panel.servers[0].isInMaintenance = true
        default: panel.servers[0].status = cause
        }
        panel.forgetCalls()
        panel.run(seconds: 21)
        #expect(panel.asks(for: .serverList(.accessible, page: 1)) == 0)
        #expect(panel.asks(for: .server(.number(0))) == 1, "the 409 alone does not tell a failed install")
        #expect(panel.view(0)?.situation == .held)
        #expect(panel.value("pterodactyl_server_status", ["status": word]) == 1)
        #expect(panel.value("pterodactyl_server_status", ["status": "normal"]) == 0)
        #expect(panel.isSuccessful(.servers) == true, "it is no failure of ours")
        panel.servers[0].isTransferring = false
        panel.servers[0].isInMaintenance = false
        panel.servers[0].status = nil
        panel.run(seconds: 21)
        #expect(panel.view(0)?.situation == .up)
        #expect(panel.value("pterodactyl_server_status", ["status": "normal"]) == 1)
    }

    @Test func `a server that its node does not know is unknown, and that is said once`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        panel.answers[.resources(.number(0))] = .nodeAnswers(404)
        panel.run(seconds: 25)
        #expect(panel.view(0)?.state == nil)
        panel.run(seconds: 75)
        #expect(panel.view(1)?.state == .running)
        let notice = Notice.unknownToWings(ServerUUID.number(0).identifier, node: "node-0")
        #expect(panel.notices.count { $0 == notice } == 1)
        #expect(panel.value("pterodactyl_node_up") == 1, "the node answered")
    }

    @Test func `a server that the key may not see any more is unknown, and whose key it is is asked anew`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        panel.forgetCalls()
        panel.answers[.resources(.number(0))] = .forbidden
        panel.run(seconds: 25)
        #expect(panel.view(0)?.state == nil)
        #expect(panel.asks(for: .account) >= 1)
        #expect(panel.view(1)?.state == .running)
    }

    @Test func `what just changed is looked at first when the budget is short`() {
        // 60 a minute are believed in until an answer tells the limit: 40 servers have their turn about once a minute.
        var panel = ScriptedPanel(servers: 40, nodes: 4)
        panel.run(seconds: 300)
        panel.run(untilAskedFor: .resources(.number(0)))
        panel.forgetCalls()
        panel.run(seconds: 21)
        #expect(panel.asks(for: .resources(.number(0))) == 0)
        panel.servers[0].state = .offline
        panel.run(untilAskedFor: .resources(.number(0)))
        panel.forgetCalls()
        panel.run(seconds: 21)
        #expect(panel.asks(for: .resources(.number(0))) == 1)
    }
}
