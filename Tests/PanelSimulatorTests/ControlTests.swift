import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct ControlTests {
    private static let actions: [(String, String)] = [
        ("crash", #"{"exit_code":137,"oom":true,"times":1}"#), ("start", "{}"), ("stop", #"{"via":"api"}"#),
        ("restart", "{}"), ("kill", "{}"), ("state", #"{"state":"stopping"}"#), ("hang", #"{"ignores_stop":true}"#),
        ("boot", #"{"seconds":2}"#), ("status", #"{"status":"installing"}"#), ("status", #"{"status":null}"#),
        ("transfer", "{}"), ("suspend", ""),
        ("unsuspend", ""), ("fill-disk", #"{"percent":105}"#), ("free-disk", ""), ("load", #"{"memory_percent":50}"#),
        ("fail-starts", "{}"), ("backup", #"{"ok":false,"age_seconds":90000}"#), ("fail-backups", "{}"),
        ("remove-backups", ""), ("rename", #"{"name":"Survival"}"#), ("crash-detection", #"{"on":false}"#),
        ("lose-events", #"{"count":2}"#), ("variable", #"{"name":"PTEROWATCH","value":"off"}"#),
        ("known-to-wings", #"{"known":false}"#),
    ]

    @Test func `every action of the help text is understood, without a key`() throws {
        var bench = Bench()
        for (action, body) in Self.actions {
            #expect(ControlHelp.text.contains("/simulator/servers/{server}/\(action)"))
            let answer = post("servers/Survival/\(action)", body, in: &bench)
            #expect(answer.status == 200, "\(action): \(String(decoding: answer.body, as: UTF8.self))")
        }
        let described = ControlHelp.text.split(separator: "\n").filter { $0.contains("{server}/") }.count
        #expect(described == Set(Self.actions.map(\.0)).count)
    }

    @Test func `nodes and the panel take modes`() throws {
        var bench = Bench(SimulatorOptions(servers: 4, nodes: 2))
        for mode in ["refuse", "hang", "slow", "error", "maintenance", "ok"] {
            #expect(post("nodes/2/mode", "{\"mode\":\"\(mode)\"}", in: &bench).status == 200)
            #expect(bench.panel.nodes[1].mode.word == mode)
        }
        for mode in ["down", "hang", "slow", "html502", "rate-limited", "cut", "maintenance", "wrong-json", "ok"] {
            #expect(post("panel/mode", "{\"mode\":\"\(mode)\"}", in: &bench).status == 200)
            #expect(bench.panel.panelMode.word == mode)
        }
        #expect(post("panel/mode", #"{"mode":"refuse"}"#, in: &bench).status == 200)
        #expect(bench.panel.panelMode == .down)
        #expect(post("panel/mode", #"{"mode":"ok"}"#, in: &bench).status == 200)
        for block in NodeBlock.allCases.reversed() {
            #expect(post("nodes/2/block", "{\"mode\":\"\(block)\"}", in: &bench).status == 200)
            #expect(bench.panel.nodes[1].block == block)
            #expect(bench.send(.get, "/simulator/nodes").json[1]["block"].text == block.rawValue)
        }
        for isMismatched in [true, false] {
            let action = isMismatched ? "mismatch-token" : "configure-wings"
            #expect(post("nodes/2/\(action)", "", in: &bench).status == 200)
            #expect(bench.send(.get, "/simulator/nodes").json[1]["token_mismatch"] == .bool(isMismatched))
            #expect(ControlHelp.text.contains("/simulator/nodes/{node}/\(action)"))
        }
        for action in ["drop-sockets", "reset-token", "stop-docker", "block"] {
            #expect(post("nodes/fra-1/\(action)", "", in: &bench).status == 200)
            #expect(ControlHelp.text.contains("/simulator/nodes/{node}/\(action)"))
        }
        #expect(bench.panel.servers.allSatisfy { $0.node != "fra-1" || $0.state == .offline })
    }

    @Test(arguments: [
        ("servers/Nobody/crash", "{}", 404, "there is no server “Nobody”"),
        ("nodes/9/mode", "{}", 404, "there is no node “9”"),
        ("servers/Creative/crash", "{}", 409, "is not up"),
        ("servers/Survival/stop", #"{"via":"mail"}"#, 400, "web, api"),
        ("panel/mode", #"{"mode":"drunk"}"#, 400, "wrong-json"),
        ("nodes/1/mode", #"{"mode":"drunk"}"#, 400, "slow"),
        ("nodes/1/block", #"{"mode":"drunk"}"#, 400, "none, refuse, hang"),
        ("servers/Survival/dance", "{}", 400, "GET /simulator"),
        ("panel/mode", "{", 400, "a JSON object"),
    ])
    func `what is not understood is named, with what is allowed`(
        _ path: String,
        _ body: String,
        _ status: Int,
        _ text: String
    ) {
        var bench = Bench()
        let answer = post(path, body, in: &bench)
        #expect(answer.status == status)
        #expect(answer.json["error"].text.contains(text))
    }

    @Test func `servers come and go`() throws {
        var bench = Bench()
        #expect(post("servers", #"{"name":"Fresh","node":1}"#, in: &bench).status == 200)
        #expect(bench.state("Fresh") == .offline)
        #expect(bench.send(.get, "/api/client?type=admin-all").json["meta"]["pagination"]["total"].number == 6)
        let id = bench.id("Fresh")
        #expect(bench.send(.delete, "/simulator/servers/\(id)").status == 200)
        #expect(bench.send(.get, "/api/client/servers/\(id)").status == 404)
    }

    @Test(arguments: [
        "plain", "", "“Grüße” 🎮", #"a "quoted" \ name"#, "line\nline\r\ttab", "\u{1}\u{1F}\u{7F}", "/&<>",
    ])
    func `a name comes back as it was given, whatever is in it`(name: String) throws {
        var bench = Bench()
        let id = bench.id("Survival")
        try bench.apply(.rename(id, name))
        let answer = bench.send(.get, "/api/client/servers/\(id)")
        #expect(answer.json["attributes"]["name"] == .string(name))
    }

    @Test func `a start-up command has the values of its variables, and keeps what no variable is named`() throws {
        var bench = Bench()
        let path = "/api/client/servers/\(bench.id("Survival"))"
        let invocation = bench.send(.get, path).json["attributes"]["invocation"].text
        #expect(invocation.hasPrefix("java -Xms128M "))
        #expect(invocation.hasSuffix("-jar server.jar"))
        #expect(!invocation.contains("{{"))
    }

    @Test func `the truth and the requests can be read`() throws {
        var bench = Bench()
        _ = bench.send(.post, "/api/client/servers/\(bench.id("Creative"))/power", body: #"{"signal":"start"}"#)
        let servers = bench.send(.get, "/simulator/servers").json
        #expect(servers.elements.map { $0["state"].text } == ["running", "offline", "running", "running", "running"])
        let requests = bench.send(.get, "/simulator/requests").json
        #expect(requests["counts"]["power"].number == 1)
        #expect(requests["power"][0]["signal"].text == "start")
        #expect(requests["power"][0]["key"].text == "client_key")
        #expect(requests["power"][0]["status"].number == 204)
        let one = bench.send(.get, "/simulator/servers/Survival").json
        #expect(one["backups"].elements.count == 2)
        #expect(bench.send(.get, "/simulator/nodes").json[0]["servers"].number == 5)
        #expect(String(decoding: bench.send(.get, "/simulator").body, as: UTF8.self) == ControlHelp.text + "\n")
    }

    @Test func `the requests tell how long a sweep took, and are forgotten on demand`() throws {
        var bench = Bench()
        let begin = bench.now.millisecondsSince1970
        for name in ["Survival", "Creative", "Survival"] {
            _ = bench.resources(name)
            bench.pass(.seconds(2))
        }
        let coverage = bench.send(.get, "/simulator/requests").json["coverage"]["resources"]
        #expect(coverage["objects"].number == 2)
        #expect(coverage["from_ms"].number == Double(begin))
        #expect(coverage["to_ms"].number == Double(begin + 2_000), "the third request was about a known server")
        #expect(bench.send(.delete, "/simulator/requests").status == 200)
        let requests = bench.send(.get, "/simulator/requests").json
        #expect(requests["counts"] == .object([:]))
        #expect(requests["coverage"] == .object([:]))
    }

    private func post(_ path: String, _ body: String, in bench: inout Bench) -> HTTPResponse {
        bench.send(.post, "/simulator/" + path, body: body)
    }
}
