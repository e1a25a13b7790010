import PanelSimulator
import PterodactylAPI
import Testing

/// A panel that has another secret for a node than the node's Wings.
struct TokenMismatchTests {
    private let node = NodeID(1)

    @Test func `neither the configuration's token nor the panel itself is let in`() throws {
        var wings = WingsBench()
        let old = wings.token()
        try wings.apply(.resetPanelToken(node))
        #expect(wings.token() != old)
        let direct = wings.ask(.get, "/api/servers")
        #expect(direct.status == 403)
        #expect(direct.json["error"].text == "You are not authorized to access this endpoint.")
        #expect(wings.ask(.get, "/api/servers", token: old).status == 200)
        let path = wings.bench.path("Survival")
        let resources = wings.bench.send(.get, path + "/resources")
        #expect(resources.status == 504)
        #expect(resources.json["errors"][0]["code"].text == "DaemonConnectionException")
        #expect(resources.json["errors"][0]["detail"].text.contains("(code: 403) (request_id: "))
        let power = wings.bench.send(.post, path + "/power", body: #"{"signal":"stop"}"#)
        #expect(power.status == 403)
        #expect(power.json["errors"][0]["code"].text == "DaemonConnectionException")
        let refusal = "An error occurred on the remote host: You are not authorized to access this endpoint."
        #expect(power.json["errors"][0]["detail"].text.hasPrefix(refusal))
        #expect(wings.bench.state("Survival") == .running)
    }

    @Test func `new credentials are refused, a socket that is open stays so`() throws {
        var wings = WingsBench()
        let open = try wings.connect("Survival")
        wings.take(open)
        try wings.apply(.resetPanelToken(node))
        let stream = try wings.connect("SkyBlock")
        let answer = try #require(wings.events(stream).first)
        #expect(answer.hasPrefix("daemon error Error Event ["))
        wings.send("set state", "stop", on: open)
        wings.pass(.seconds(3))
        #expect(wings.events(open).contains("status offline"))
        try wings.apply(.configureWings(node))
        wings.authenticate(stream, wings.credentials("SkyBlock")["token"].text)
        #expect(wings.events(stream) == ["auth success", "status running"])
        #expect(wings.ask(.get, "/api/servers").status == 200)
        #expect(wings.bench.resources("SkyBlock")["current_state"].text == "running")
    }

    @Test func `a Wings whose token the panel refuses starts nothing, not even after a crash`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        try wings.apply(.resetPanelToken(node))
        try wings.apply(.crash(wings.bench.id("Survival")))
        wings.pass(.seconds(60))
        #expect(wings.bench.state("Survival") == .offline)
        let last = try #require(wings.events(stream).last { $0.hasPrefix("console output") })
        #expect(last.contains("Server crash was detected but an error occurred while handling it."))
        try wings.apply(.configureWings(node))
        wings.power("start", "Survival")
        wings.pass(.seconds(60))
        #expect(wings.bench.state("Survival") == .running)
    }

    @Test func `a reset of both sides heals, one through the API makes a mismatch if Wings does not hear of it`() throws
    {
        var wings = WingsBench()
        try wings.apply(.resetPanelToken(node))
        try wings.apply(.resetNodeToken(node))
        #expect(wings.ask(.get, "/api/servers").status == 200)
        #expect(reset(&wings) == 200)
        #expect(!wings.bench.panel.nodes[0].hasTokenMismatch)
        #expect(wings.ask(.get, "/api/servers").status == 200)
        try wings.apply(.setNodeMode(node, .refuse))
        #expect(reset(&wings) == 400)
        try wings.apply(.setNodeMode(node, .ok))
        #expect(wings.ask(.get, "/api/servers").status == 403)
        #expect(reset(&wings) == 400, "the panel comes with the token of its last reset")
        #expect(wings.bench.panel.nodes[0].hasTokenMismatch)
    }

    /// Resets the secret through the application API; gives the answer's status.
    private func reset(_ wings: inout WingsBench) -> Int {
        let key = wings.bench.panel.applicationKey
        let about = wings.bench.send(.get, "/api/application/nodes/1", key: key).json["attributes"]
        let body = """
            {"name": "\(about["name"].text)", "location_id": \(Int(about["location_id"].number)), "fqdn": "127.0.0.1",
            "scheme": "http", "behind_proxy": false, "maintenance_mode": false,
            "memory": \(Int(about["memory"].number)), "memory_overallocate": 0, "disk": \(Int(about["disk"].number)),
            "disk_overallocate": 0, "upload_size": 100, "daemon_sftp": 2022, "daemon_listen": 8080,
            "reset_secret": true}
            """
        return wings.bench.send(.patch, "/api/application/nodes/1", key: key, body: body).status
    }
}
