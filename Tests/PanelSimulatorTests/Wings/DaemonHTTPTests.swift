import Foundation
import PanelSimulator
import PterodactylAPI
import Testing

/// Wings' own HTTP API.
struct DaemonHTTPTests {
    private func recorded(_ name: String) throws -> JSONValue {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/wings/\(name)", withExtension: "json"))
        return JSONValue(try Data(contentsOf: url))
    }

    @Test func `the list of servers has the shape of a real one`() throws {
        var wings = WingsBench()
        let answer = wings.ask(.get, "/api/servers")
        #expect(answer.status == 200)
        #expect(answer.header("X-Request-Id")?.count == 36)
        #expect(answer.json.elements.count == 5)
        #expect(Shape.differences(answer.json, try recorded("servers_bulk")).filter { !$0.contains("mappings") } == [])
        let one = wings.ask(.get, "/api/servers/\(wings.uuid("Survival"))").json
        #expect(one == answer.json[0])
        #expect(one["state"].text == "running")
        #expect(one["utilization"]["state"].text == "running")
        #expect(one["configuration"]["crash_detection_enabled"] == .bool(true))
        #expect(one["configuration"]["build"]["memory_limit"].number == 6_144)
        #expect(one["utilization"]["memory_limit_bytes"].number == 6_451_200_000)
        let mappings = one["configuration"]["allocations"]["mappings"]
        #expect(mappings.keys == [one["configuration"]["allocations"]["default"]["ip"].text])
    }

    @Test func `the environment holds what nobody else may see`() throws {
        var wings = WingsBench()
        let servers = wings.ask(.get, "/api/servers").json.elements
        let secrets = servers.map { $0["configuration"]["environment"]["RCON_PASSWORD"].text }
        #expect(Set(secrets).count == 5)
        #expect(secrets.allSatisfy { $0.count == 16 })
        let panel = wings.bench.send(.get, "/api/application/servers")
        let text = String(decoding: panel.body, as: UTF8.self)
        #expect(secrets.allSatisfy { !text.contains($0) })
    }

    @Test func `the system's two forms have the shapes of real ones`() throws {
        var wings = WingsBench()
        #expect(Shape.differences(wings.ask(.get, "/api/system").json, try recorded("system")) == [])
        let long = wings.ask(.get, "/api/system?v=2").json
        #expect(Shape.differences(long, try recorded("system_v2")) == [])
        #expect(long["docker"]["containers"]["running"].number == 4)
    }

    @Test func `figures are taken once a second`() throws {
        var wings = WingsBench()
        func uptime() -> Double {
            wings.ask(.get, "/api/servers/\(wings.uuid("Survival"))").json["utilization"]["uptime"].number
        }
        let uptimes = (0..<20).map { _ in
            wings.pass(.milliseconds(100))
            return uptime()
        }
        #expect(Set(uptimes).count <= 3)
        #expect((uptimes.max() ?? 0) - (uptimes.min() ?? 0) >= 1_000)
    }

    @Test(arguments: [
        ("", 401, "The required authorization heads were not present in the request."),
        ("wrong", 403, "You are not authorized to access this endpoint."),
    ])
    func `a request without the right token is refused`(_ token: String, _ status: Int, _ text: String) {
        var wings = WingsBench()
        for target in ["/api/system", "/api/servers", "/api/servers/\(wings.uuid("Survival"))", "/api/servers/x"] {
            let answer = wings.ask(.get, target, token: token)
            #expect(answer.status == status)
            #expect(answer.json == .object(["error": .string(text)]))
            #expect((answer.header("WWW-Authenticate") == "Bearer") == (status == 401))
        }
    }

    @Test func `ids are full ones, of this node, and known to it`() throws {
        var wings = WingsBench(SimulatorOptions(servers: 4, nodes: 2))
        let text = "The requested resource does not exist on this instance."
        let elsewhere = wings.uuid("Creative")
        try wings.apply(.setKnownToWings(wings.bench.id("Lobby Proxy"), false))
        for id in [wings.bench.id("Survival").rawValue, elsewhere, wings.uuid("Lobby Proxy")] {
            let answer = wings.ask(.get, "/api/servers/\(id)")
            #expect(answer.status == 404)
            #expect(answer.json["error"].text == text)
        }
        #expect(wings.ask(.get, "/api/servers/\(elsewhere)", node: 2).status == 200)
        #expect(wings.ask(.get, "/api/servers").json.elements.count == 1)
        let nowhere = wings.ask(.get, "/nope", token: "")
        #expect(nowhere.status == 404)
        #expect(String(decoding: nowhere.body, as: UTF8.self) == "404 page not found")
    }

    @Test func `power is taken at once and leaves nothing in the activity log`() throws {
        var wings = WingsBench()
        let before = wings.bench.activity("Survival")
        let target = "/api/servers/\(wings.uuid("Survival"))/power"
        #expect(wings.ask(.post, target, body: #"{"action":"restart"}"#).status == 202)
        #expect(wings.bench.state("Survival") == .stopping)
        wings.pass(.seconds(120))
        #expect(wings.bench.state("Survival") == .running)
        #expect(wings.bench.activity("Survival") == before)
        let request = try #require(wings.bench.panel.powerRequests.last)
        #expect(request.key == .node)
        #expect(request.status == 202)
    }

    @Test func `power that waits gets the lock, power that does not is dropped`() throws {
        var wings = WingsBench()
        let target = "/api/servers/\(wings.uuid("Survival"))/power"
        for wait in [0, 20] {
            #expect(wings.ask(.post, target, body: #"{"action":"stop"}"#).status == 202)
            #expect(wings.ask(.post, target, body: "{\"action\":\"start\",\"wait_seconds\":\(wait)}").status == 202)
            wings.pass(.seconds(60))
            #expect(wings.bench.state("Survival") == (wait == 0 ? .offline : .running))
            _ = wings.ask(.post, target, body: #"{"action":"start"}"#)
            wings.pass(.seconds(60))
        }
    }

    @Test func `what cannot be done is refused in Wings' words`() throws {
        var wings = WingsBench()
        let running = "/api/servers/\(wings.uuid("Survival"))"
        let offline = "/api/servers/\(wings.uuid("Creative"))"
        let invalid = wings.ask(.post, running + "/power", body: #"{"action":"explode"}"#)
        #expect(invalid.status == 422)
        #expect(
            invalid.json["error"].text
                == #"The power action provided was not valid, should be one of "stop", "start", "restart", "kill""#
        )
        let stopped = wings.ask(.post, offline + "/commands", body: #"{"commands":["x"]}"#)
        #expect(stopped.status == 502)
        #expect(stopped.json["error"].text == "Cannot send commands to a stopped server instance.")
        let garbled = wings.ask(.post, running + "/power", body: "{")
        #expect(garbled.status == 400)
        #expect(garbled.json["request_id"].text == garbled.header("X-Request-Id"))
        #expect(wings.ask(.post, running + "/power").status == 400)
        _ = wings.bench.send(.post, "/api/application/servers/1/suspend")
        let suspended = wings.ask(.post, running + "/power", body: #"{"action":"start"}"#)
        #expect(suspended.status == 400)
        #expect(suspended.json["error"].text == "Cannot start or restart a server that is suspended.")
        #expect(wings.ask(.get, running).json["is_suspended"] == .bool(true))
        #expect(wings.ask(.post, running + "/reinstall").status == 409)
        #expect(wings.ask(.delete, running + "/backup/none").status == 404)
        #expect(wings.ask(.post, running + "/sync").status == 204)
    }

    @Test func `the log keeps the last container's lines, also after a crash, until the next start`() throws {
        var wings = WingsBench()
        let target = "/api/servers/\(wings.uuid("Survival"))/logs"
        let commands = "/api/servers/\(wings.uuid("Survival"))/commands"
        func lines(_ query: String = "") -> [String] {
            wings.ask(.get, target + query).json["data"].elements.map(\.text)
        }
        #expect(lines().last?.contains("Done (") == true)
        for number in 1...200 { _ = wings.ask(.post, commands, body: "{\"commands\":[\"say \(number)\"]}") }
        #expect(lines().count == 100)
        #expect(lines("?size=2") == ["say 199", "say 200"])
        try wings.apply(.setCrashDetection(wings.bench.id("Survival"), false))
        try wings.apply(.crash(wings.bench.id("Survival")))
        wings.pass(.seconds(5))
        #expect(lines("?size=2") == ["say 200", "java.lang.NullPointerException: simulated crash"])
        #expect(wings.ask(.get, "/api/servers/\(wings.uuid("Creative"))/logs").json["data"] == .null)
        wings.power("start", "Survival")
        wings.pass(.seconds(60))
        #expect(!lines().contains("say 200"))
    }

    @Test func `a backup that was deleted on the node can neither be deleted again nor restored`() throws {
        var wings = WingsBench()
        let backup = try #require(wings.bench.panel.server(named: "Survival")?.backups.first?.uuid)
        let target = "/api/servers/\(wings.uuid("Survival"))/backup"
        #expect(
            wings.ask(.post, target, body: "{\"adapter\":\"wings\",\"uuid\":\"\(backup)\",\"ignore\":\"\"}").status
                == 202
        )
        #expect(wings.ask(.delete, target + "/\(backup)").status == 204)
        #expect(wings.ask(.delete, target + "/\(backup)").status == 404)
        #expect(wings.ask(.post, target + "/\(backup)/restore", body: #"{"adapter":"wings"}"#).status == 404)
    }

    @Test func `a new token replaces the old one on both sides`() throws {
        var wings = WingsBench()
        let old = wings.token()
        try wings.apply(.resetNodeToken(NodeID(1)))
        #expect(wings.ask(.get, "/api/system", token: old).status == 403)
        #expect(wings.token() != old)
        #expect(wings.ask(.get, "/api/system").status == 200)
    }

    @Test func `a hundred servers take a few milliseconds`() throws {
        var wings = WingsBench(SimulatorOptions(servers: 1_000, nodes: 10))
        let token = wings.token()
        let clock = ContinuousClock()
        var best = Duration.seconds(1)
        for _ in 0..<5 {
            best = min(best, clock.measure { #expect(wings.ask(.get, "/api/servers", token: token).status == 200) })
        }
        // Generous, for a debug build on a machine with other work; a release build takes a tenth.
        #expect(best < .milliseconds(150), "\(best)")
    }
}
