import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationNodeTests {
    /// A whole body; of two members of one name the first counts.
    private static func body(_ more: String = "") -> String {
        #"""
        {\#(more)"name":"fra-1","location_id":1,"fqdn":"fra-1.nodes.example.com","scheme":"https","memory":40000,
        "memory_overallocate":20,"disk":300000,"disk_overallocate":0,"daemon_sftp":2022,"daemon_listen":8443}
        """#
    }

    @Test func `an update needs all required fields again`() {
        var bench = Bench()
        #expect(
            bench.problems(.patch, "/nodes/1", #"{"name":"fra-1","maintenance_mode":true}"#) == [
                "location_id required", "fqdn required", "scheme required", "memory required",
                "memory_overallocate required", "disk required", "disk_overallocate required", "daemon_sftp required",
                "daemon_listen required",
            ]
        )
        #expect(bench.panel.nodes.first?.mode == .ok)
    }

    @Test(arguments: [
        (#""name":"a/b","#, "name regex"), (#""location_id":9,"#, "location_id exists"),
        (#""memory":0,"#, "memory min"), (#""daemon_listen":70000,"#, "daemon_listen between"),
        (#""upload_size":2000,"#, "upload_size between"), (#""daemon_base":"relative","#, "daemon_base regex"),
        (#""scheme":"ftp","#, "scheme in"), (#""public":"yes","#, "public boolean"),
    ])
    func `a field out of its range is refused`(_ more: String, _ problem: String) {
        var bench = Bench()
        #expect(bench.problems(.post, "/nodes", Self.body(more)) == [problem])
    }

    @Test func `an update keeps what may be left out, but for the path of the volumes`() {
        var bench = Bench()
        let first = #""upload_size":50,"public":false,"daemon_base":"/srv/daemon-data","#
        #expect(bench.application(.patch, "/nodes/1", Self.body(first)).status == 200)
        let second = bench.application(.patch, "/nodes/1", Self.body()).json["attributes"]
        #expect(second["upload_size"].number == 50)
        #expect(second["public"] == .bool(false))
        #expect(second["memory"].number == 40_000)
        #expect(second["daemon_base"].text == "/var/lib/pterodactyl/volumes")
        #expect(bench.panel.nodes.first?.memoryMiB == 40_000)
        let configuration = bench.application(.get, "/nodes/1/configuration").json
        #expect(configuration["api"]["port"].number == 8_443)
        let socket = bench.send(.get, "/api/client/servers/\(bench.id("Survival"))/websocket").json["data"]["socket"]
        #expect(socket.text.hasPrefix("wss://fra-1.nodes.example.com:8443/"))
    }

    @Test func `only a real true rotates the secret`() {
        var bench = Bench()
        func secret() -> String { bench.application(.get, "/nodes/1/configuration").json["token"].text }
        let old = secret()
        #expect(bench.application(.patch, "/nodes/1", Self.body(#""reset_secret":1,"#)).status == 200)
        #expect(secret() == old)
        #expect(bench.application(.patch, "/nodes/1", Self.body(#""reset_secret":true,"#)).status == 200)
        #expect(secret() != old)
        #expect(secret().count == 64)
    }

    @Test(arguments: [(NodeMode.refuse, Duration.zero), (.error(500), .zero), (.hang, .seconds(15))])
    func `an update that Wings did not get is kept and told`(_ mode: NodeMode, _ wait: Duration) throws {
        var bench = Bench()
        try bench.apply(.setNodeMode(NodeID(1), mode))
        let body = Self.body(#""maintenance_mode":true,"#)
        let target = "/api/application/nodes/1"
        guard
            case .answer(let response, let delay) = bench.reply(.patch, target, key: bench.panel.clientKey, body: body)
        else {
            Issue.record("no answer")
            return
        }
        #expect(delay == wait)
        #expect(response.status == 400)
        #expect(response.json["errors"][0]["code"].text == "ConfigurationNotPersistedException")
        let node = bench.application(.get, "/nodes/1").json["attributes"]
        #expect(node["memory"].number == 40_000)
        #expect(node["maintenance_mode"] == .bool(true))
    }

    @Test func `maintenance set through the API closes the servers of the node and nothing else`() {
        var bench = Bench()
        let resources = "/api/client/servers/\(bench.id("Survival"))/resources"
        #expect(bench.send(.get, resources).status == 200)
        #expect(bench.application(.patch, "/nodes/1", Self.body(#""maintenance_mode":true,"#)).status == 200)
        #expect(bench.panel.nodes.first?.mode == .maintenance)
        #expect(bench.send(.get, resources).status == 409)
        #expect(bench.state("Survival") == .running)
        #expect(bench.application(.post, "/servers/1/suspend").status == 204)
        #expect(bench.application(.patch, "/nodes/1", Self.body(#""maintenance_mode":false,"#)).status == 200)
        #expect(bench.panel.nodes.first?.mode == .ok)
    }

    @Test func `deployable are the public nodes with room, and no node is an error`() {
        var bench = Bench(SimulatorOptions(servers: 4, nodes: 2))
        func deployable(_ query: String) -> [String] { bench.names("/nodes/deployable?" + query) }
        #expect(deployable("memory=1024&disk=1024") == ["fra-1", "fra-2"])
        #expect(deployable("memory=1024&disk=1024&location_ids[]=1&per_page=1").count == 2)
        #expect(deployable("memory=1024&disk=1024&page=2&per_page=1") == ["fra-2"])
        #expect(bench.code(.get, "/nodes/deployable?memory=999999&disk=1") == "NoViableNodeException")
        #expect(bench.code(.get, "/nodes/deployable?memory=1&disk=1&location_ids[]=7") == "NoViableNodeException")
        #expect(bench.code(.get, "/nodes/deployable?memory=1") == "ValidationException")
        #expect(bench.application(.patch, "/nodes/1", Self.body(#""public":false,"#)).status == 200)
        #expect(deployable("memory=1024&disk=1024") == ["fra-2"])
    }

    @Test func `overallocation counts as arithmetic, even minus one percent`() {
        var bench = Bench(SimulatorOptions(servers: 0))
        func status(overallocate: Int, wanted: Int) -> Int {
            let more = #""memory":1000,"memory_overallocate":\#(overallocate),"#
            _ = bench.application(.patch, "/nodes/1", Self.body(more))
            return bench.application(.get, "/nodes/deployable?memory=\(wanted)&disk=1").status
        }
        #expect(status(overallocate: 20, wanted: 1_200) == 200)
        #expect(status(overallocate: 20, wanted: 1_201) == 400)
        #expect(status(overallocate: -1, wanted: 990) == 200)
        #expect(status(overallocate: -1, wanted: 991) == 400)
    }
}
