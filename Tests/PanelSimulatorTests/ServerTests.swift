import NIOHTTP1
import PanelSimulator
import PterodactylAPI
import Testing

struct ServerTests {
    /// Sends a request to a URL of the simulator.
    private func send(
        _ method: HTTPMethod,
        _ url: String,
        key: String? = nil,
        body: String? = nil
    ) async throws -> (status: Int, headers: HTTPHeaders, body: JSONValue) {
        let request = HTTPRequest(method: .get, url: url)
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        let port = try #require(authority.split(separator: ":").last.flatMap { Int($0) })
        return try await SocketClient(port: port).send(method, request.target, token: key, body: body)
    }

    @Test(.timeLimit(.minutes(3)))
    func `a panel on a free port answers, is controlled, and ends with its scope`() async throws {
        let options = SimulatorOptions(latency: .milliseconds(5), timeScale: 100)
        let readiness = try await SimulatorServer.withServer(options: options) { server in
            let ready = server.readiness
            #expect(server.port > 0)
            let list = try await send(.GET, ready.panelURL + "/api/client?type=admin-all", key: ready.clientKey)
            #expect(list.status == 200)
            #expect(list.body["data"].elements.count == 5)
            #expect(list.headers.first(name: "X-RateLimit-Remaining") == "719")
            let stopped = try await send(.POST, ready.controlURL + "/servers/Survival/stop", body: #"{"via":"api"}"#)
            #expect(stopped.status == 200)
            #expect(server.withPanel { $0.server(named: "Survival")?.state } != .running)
            let id = try #require(server.withPanel { $0.server(named: "Creative")?.identifier })
            let power = ready.panelURL + "/api/client/servers/\(id)/power"
            let started = try await send(.POST, power, key: ready.clientKey, body: #"{"signal":"start"}"#)
            #expect(started.status == 204)
            #expect(server.withPanel { $0.powerRequests.count } == 1)
            return ready
        }
        await #expect(throws: (any Error).self) { try await send(.GET, readiness.panelURL + "/api/client") }
    }

    @Test(.timeLimit(.minutes(3)))
    func `HEAD has the headers of GET and no body`() async throws {
        try await SimulatorServer.withServer(options: SimulatorOptions()) { server in
            let head = try await send(
                .HEAD,
                server.readiness.panelURL + "/api/client",
                key: server.readiness.clientKey
            )
            #expect(head.status == 200)
            #expect(head.body == .missing)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a panel that is down, or cuts its bodies, gives no answer`() async throws {
        try await SimulatorServer.withServer(options: SimulatorOptions()) { server in
            let ready = server.readiness
            for mode in [PanelMode.down, .cut] {
                try server.apply(.setPanelMode(mode))
                await #expect(throws: (any Error).self, "\(mode)") {
                    try await send(.GET, ready.panelURL + "/api/client", key: ready.clientKey)
                }
            }
            let control = try await send(.POST, ready.controlURL + "/panel/mode", body: #"{"mode":"ok"}"#)
            #expect(control.status == 200)
            let list = try await send(.GET, ready.panelURL + "/api/client", key: ready.clientKey)
            #expect(list.status == 200)
        }
    }

    @Test func `the readiness is one line of JSON with a URL and three keys`() throws {
        let panel = SimulatedPanel(options: SimulatorOptions(), startingAt: Bench.start)
        let wings = ["http://127.0.0.1:8801"]
        let line = SimulatorReadiness(panel, url: "http://127.0.0.1:8800", wingsURLs: wings).jsonLine
        #expect(line.contains("\n") == false)
        let json = JSONValue(Array(line.utf8))
        #expect(json.keys == ["application_key", "client_key", "control_url", "panel_url", "user_key", "wings_urls"])
        #expect(json["wings_urls"].elements.map(\.text) == ["http://127.0.0.1:8801"])
        #expect(json["panel_url"].text == "http://127.0.0.1:8800")
        #expect(json["control_url"].text == "http://127.0.0.1:8800/simulator")
        for (name, prefix) in [("client_key", "ptlc_"), ("user_key", "ptlc_"), ("application_key", "ptla_")] {
            #expect(json[name].text.hasPrefix(prefix))
            #expect(json[name].text.count == 48)
        }
    }

    @Test func `the agent's configuration is ten lines, and has faster intervals in a faster world`() {
        let key = Secret("ptlc_x")
        #expect(
            AgentConfiguration.yaml(panelURL: "http://127.0.0.1:1", apiKey: key) == """
                panels:
                  - name: simulated
                    url: http://127.0.0.1:1
                    api_key: ptlc_x
                remediation:
                  mode: automatic

                """
        )
        let fast = AgentConfiguration.yaml(panelURL: "http://127.0.0.1:1", apiKey: key, timeScale: 20)
        #expect(fast.contains("    cache_age: 1s\n"))
        #expect(fast.contains("  grace: 6s\n"))
        #expect(fast.contains("  evaluation_interval: 750ms\n"))
        #expect(fast.contains("  servers:\n    interval: 1s\n"))
        #expect(fast.contains("  attempts_window: 180s\n"))
    }
}
