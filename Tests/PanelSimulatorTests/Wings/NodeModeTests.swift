import PanelSimulator
import PterodactylAPI
import Testing

/// How a node's Wings behaves when something is wrong with it, seen by those who ask it directly.
struct NodeModeTests {
    private let node = NodeID(1)

    @Test func `a Wings that refuses, errs or is under maintenance`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        try wings.apply(.setNodeMode(node, .maintenance))
        #expect(wings.ask(.get, "/api/servers").status == 200)
        try wings.apply(.setNodeMode(node, .error(503)))
        let error = wings.ask(.get, "/api/servers")
        #expect(error.status == 503)
        #expect(error.json["request_id"].text == error.header("X-Request-Id"))
        guard case .rejected(.answer(let response, _)) = wings.opening(of: wings.uuid("Survival")) else {
            Issue.record("a WebSocket was opened")
            return
        }
        #expect(response.status == 503)
        wings.take(stream)
        try wings.apply(.setNodeMode(node, .refuse))
        #expect(wings.ask(.get, "/api/servers").status == -1)
        #expect(wings.opening(of: wings.uuid("Survival")) == .rejected(.refused))
        #expect(wings.events(stream).last == "closed 1006")
        #expect(!wings.bench.panel.isWingsListening(node))
        try wings.apply(.setNodeMode(node, .ok))
        #expect(wings.ask(.get, "/api/servers").status == 200)
    }

    @Test func `a Wings that hangs says nothing, and does what it was asked to do when it wakes`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        try wings.apply(.setNodeMode(node, .hang))
        let target = "/api/servers/\(wings.uuid("Creative"))/power"
        #expect(wings.ask(.post, target, body: #"{"action":"start"}"#).status == 0)
        #expect(wings.opening(of: wings.uuid("Survival")) == .rejected(.never))
        wings.send("set state", "stop", on: stream)
        wings.pass(.seconds(60))
        #expect(wings.events(stream) == [])
        #expect(wings.bench.state("Creative") == .offline)
        #expect(wings.bench.state("Survival") == .running)
        try wings.apply(.setNodeMode(node, .ok))
        let woken = wings.take(stream)
        #expect(woken.map(\.summary).contains("status stopping"))
        #expect(woken.allSatisfy { $0.at == wings.now })
        wings.pass(.seconds(60))
        #expect(wings.bench.state("Creative") == .running)
        #expect(wings.bench.state("Survival") == .offline)
    }

    @Test func `a restarted Wings shows running with uptime 0 for a moment, and takes no older token`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        let old = wings.credentials("Survival")["token"].text
        wings.take(stream)
        try wings.apply(.restartWings(node, downFor: .seconds(8)))
        #expect(wings.events(stream).last == "closed 1006")
        #expect(wings.ask(.get, "/api/servers").status == -1)
        #expect(!wings.bench.panel.isWingsListening(node))
        wings.pass(.milliseconds(8_100))
        let target = "/api/servers/\(wings.uuid("Survival"))"
        let first = wings.ask(.get, target).json
        #expect(first["state"].text == "running")
        #expect(first["utilization"]["uptime"].number == 0)
        #expect(first["utilization"]["memory_bytes"].number == 0)
        wings.pass(.seconds(1))
        #expect(wings.ask(.get, target).json["utilization"]["uptime"].number > 1_000_000)
        let second = try wings.open("Survival")
        wings.authenticate(second, old)
        let answer = try #require(wings.events(second).first)
        #expect(answer.hasPrefix("jwt error Error Event ["))
        #expect(answer.hasSuffix("jwt: created too far in past (denylist)"))
        wings.authenticate(second, wings.credentials("Survival")["token"].text)
        #expect(wings.events(second) == ["auth success", "status running"])
    }

    @Test func `without Docker all servers are offline while Wings answers, and none starts`() throws {
        var wings = WingsBench()
        try wings.apply(.stopDocker(node, downFor: .seconds(60)))
        let servers = wings.ask(.get, "/api/servers")
        #expect(servers.status == 200)
        #expect(servers.json.elements.allSatisfy { $0["state"].text == "offline" })
        #expect(wings.ask(.get, "/api/system").status == 500)
        wings.power("start", "Survival")
        wings.pass(.seconds(50))
        #expect(wings.bench.state("Survival") == .offline)
        wings.pass(.seconds(11))
        wings.power("start", "Survival")
        wings.pass(.seconds(50))
        #expect(wings.bench.state("Survival") == .running)
    }

    @Test func `sockets are dropped while Wings goes on`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        try wings.apply(.dropSockets(node))
        #expect(wings.events(stream) == ["closed 1006"])
        #expect(wings.ask(.get, "/api/servers").status == 200)
        let again = try wings.connect("Survival")
        #expect(wings.events(again) == ["auth success", "status running"])
    }

    @Test func `the next events of a server are lost, those of others are not`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        let other = try wings.connect("SkyBlock")
        wings.take(stream)
        wings.take(other)
        try wings.apply(.loseEvents(wings.bench.id("Survival"), count: 1))
        wings.power("stop", "Survival")
        wings.power("stop", "SkyBlock")
        wings.pass(.seconds(3))
        #expect(wings.events(stream).filter { $0.hasPrefix("status") } == ["status offline"])
        #expect(wings.events(other).filter { $0.hasPrefix("status") } == ["status stopping", "status offline"])
    }
}
