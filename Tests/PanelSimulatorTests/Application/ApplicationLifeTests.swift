import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationLifeTests {
    private static let node = #"""
        {"name":"life-1","location_id":2,"fqdn":"life.example.com","scheme":"https","memory":8192,
        "memory_overallocate":0,"disk":65536,"disk_overallocate":0,"daemon_sftp":2022,"daemon_listen":8080}
        """#
    private static let user = #"{"username":"grace","email":"grace@example.com","first_name":"Grace","last_name":"G"}"#

    /// A world with a place, a node, its ports and a user, all made through the API.
    private func furnished() -> Bench {
        var bench = Bench()
        #expect(bench.application(.post, "/locations", #"{"short":"eu.nl.ams"}"#).json["attributes"]["id"].number == 2)
        #expect(bench.application(.post, "/nodes", Self.node).json["attributes"]["id"].number == 2)
        #expect(bench.addPorts("25565-25567", node: 2) == [6, 7, 8])
        #expect(bench.application(.post, "/users", Self.user).json["attributes"]["id"].number == 7)
        return bench
    }

    @Test func `a server lives from its location to its end`() throws {
        var bench = furnished()
        let body = Bench.newServer("Life", user: 7, place: #""allocation":{"default":6,"additional":[7]}"#)
        let created = bench.application(.post, "/servers", body)
        #expect(created.status == 201)
        let attributes = created.json["attributes"]
        let (id, short) = (Int(attributes["id"].number), attributes["identifier"].text)
        #expect(attributes["status"].text == "installing")
        #expect(attributes["container"]["installed"].number == 0)
        #expect(attributes["container"]["environment"]["MINECRAFT_VERSION"].text == "1.21")
        #expect(attributes["container"]["environment"]["P_SERVER_LOCATION"].text == "eu.nl.ams")

        // Installing: in the lists at once, but nothing can be done with it.
        #expect(bench.application(.get, "/servers").json["meta"]["pagination"]["total"].number == 6)
        #expect(bench.send(.get, "/api/client?type=admin-all").json["data"].elements.count == 6)
        let client = "/api/client/servers/\(short)"
        #expect(bench.send(.get, client + "/resources").status == 409)
        #expect(bench.send(.post, client + "/power", body: #"{"signal":"start"}"#).status == 409)
        let allocated = bench.application(.get, "/nodes/2").json["attributes"]["allocated_resources"]
        #expect(allocated["memory"].number == 2_048)
        #expect(bench.panel.nodes.last?.allocatedDiskMiB == 10_240)
        bench.pass(.seconds(30))
        #expect(bench.application(.get, "/servers/\(id)").json["attributes"]["status"] == .null)
        #expect(bench.state("Life") == .offline)

        // Files, power and backups through the client API.
        #expect(bench.send(.get, client + "/files/list").json["data"].elements.isEmpty == false)
        #expect(bench.send(.post, client + "/power", body: #"{"signal":"start"}"#).status == 204)
        bench.pass(.seconds(40))
        #expect(bench.resources("Life")["current_state"].text == "running")
        #expect(bench.resources("Life")["resources"]["memory_bytes"].number > 0)
        #expect(bench.send(.post, client + "/backups").status == 200)
        bench.pass(.seconds(200))
        #expect(bench.send(.get, client + "/backups").json["data"][0]["attributes"]["is_successful"] == .bool(true))

        // A suspension stops it, and its end leaves it offline.
        #expect(bench.application(.post, "/servers/\(id)/suspend").status == 204)
        bench.pass(.seconds(5))
        #expect(bench.send(.get, client + "/resources").status == 409)
        #expect(bench.state("Life") == .offline)
        #expect(bench.application(.post, "/servers/\(id)/unsuspend").status == 204)
        bench.pass(.seconds(30))
        #expect(bench.resources("Life")["current_state"].text == "offline")

        try changeAll(of: id, in: &bench)
        try endAll(of: id, short, in: &bench)
    }

    /// The three updates of a server, and what they show elsewhere.
    private func changeAll(of id: Int, in bench: inout Bench) throws {
        let build = #"""
            {"allocation":7,"add_allocations":[8],"remove_allocations":[6],"oom_disabled":false,
            "limits":{"memory":4096,"swap":-1,"disk":20480,"io":100,"cpu":0,"threads":"0-1"},
            "feature_limits":{"databases":null,"backups":null}}
            """#
        let built = bench.application(.patch, "/servers/\(id)/build", build).json["attributes"]
        #expect(built["allocation"].number == 7)
        #expect(built["limits"]["memory"].number == 4_096)
        #expect(built["limits"]["threads"].text == "0-1")
        #expect(built["limits"]["oom_disabled"] == .bool(false))
        #expect(built["feature_limits"]["databases"] == .null)
        #expect(built["feature_limits"]["allocations"] == .null)
        #expect(built["feature_limits"]["backups"].number == 0)
        let free = bench.application(.get, "/nodes/2/allocations?filter[server_id]=no").json["data"]
        #expect(free.elements.map { $0["attributes"]["id"].number } == [6])
        #expect(bench.panel.nodes.last?.allocatedMemoryMiB == 4_096)

        let details = #"{"name":"Renamed","user":1,"external_id":"shop-7"}"#
        #expect(bench.application(.patch, "/servers/\(id)/details", details).status == 200)
        let shown = bench.application(.get, "/servers/external/shop-7?include=user").json["attributes"]
        #expect(shown["name"].text == "Renamed")
        #expect(shown["relationships"]["user"]["attributes"]["username"].text == "admin")
        let own = bench.send(.get, "/api/client").json["data"].elements.map { $0["attributes"]["name"].text }
        #expect(own == ["Survival", "Renamed"])

        let startup = #"""
            {"egg":5,"startup":"java -Dv={{MINECRAFT_VERSION}} -jar {{SERVER_JARFILE}}","image":"custom:1",
            "skip_scripts":false,"environment":{"SERVER_JARFILE":"paper.jar","BUILD_NUMBER":"8"}}
            """#
        let started = bench.application(.patch, "/servers/\(id)/startup", startup).json["attributes"]["container"]
        #expect(started["image"].text == "custom:1")
        #expect(started["environment"]["MINECRAFT_VERSION"].text == "")
        let client = bench.send(.get, "/api/client/servers/\(bench.id("Renamed"))").json["attributes"]
        #expect(client["invocation"].text == "java -Dv= -jar paper.jar")
        #expect(client["docker_image"].text == "custom:1")
    }

    /// Takes everything down again, from the wrong end first.
    private func endAll(of id: Int, _ short: String, in bench: inout Bench) throws {
        #expect(bench.code(.delete, "/locations/2") == "HasActiveNodesException")
        #expect(bench.code(.delete, "/nodes/2") == "HasActiveServersException")
        #expect(bench.code(.delete, "/nodes/2/allocations/7") == "ServerUsingAllocationException")
        let details = #"{"name":"Renamed","user":7}"#
        #expect(bench.application(.patch, "/servers/\(id)/details", details).json["attributes"]["external_id"] == .null)
        #expect(bench.code(.delete, "/users/7") == "DisplayException")

        #expect(bench.send(.post, "/api/client/servers/\(short)/power", body: #"{"signal":"start"}"#).status == 204)
        bench.pass(.milliseconds(500))
        #expect(bench.state("Renamed") == .starting)
        #expect(bench.application(.delete, "/servers/\(id)").status == 204)
        #expect(bench.application(.get, "/servers/\(id)").status == 404)
        #expect(bench.application(.get, "/servers/\(id)/databases").status == 404)
        #expect(bench.send(.get, "/api/client/servers/\(short)").status == 404)
        #expect(bench.panel.server(ServerIdentifier(short)) == nil)
        // Its boot, its batch of activity and its backups would be due now.
        bench.pass(.seconds(3_600))
        #expect(bench.application(.get, "/servers").json["meta"]["pagination"]["total"].number == 5)
        #expect(bench.panel.nodes.last?.allocatedMemoryMiB == 0)

        #expect(bench.application(.delete, "/users/7").status == 204)
        #expect(bench.application(.get, "/users/7").status == 404)
        for allocation in [6, 7] {
            #expect(bench.application(.delete, "/nodes/2/allocations/\(allocation)").status == 204)
        }
        #expect(bench.application(.delete, "/nodes/2/allocations/7").status == 404)
        #expect(bench.application(.delete, "/nodes/2").status == 204)
        #expect(bench.application(.delete, "/locations/2").status == 204)
        #expect(bench.application(.get, "/nodes").json["data"].elements.count == 1)
        #expect(bench.application(.get, "/nodes/2/allocations").status == 404)

        // Numbers are not given twice.
        let again = bench.application(.post, "/locations", #"{"short":"eu.nl.ams"}"#)
        #expect(again.json["attributes"]["id"].number == 3)
        #expect(again.json["meta"]["resource"].text == "http://127.0.0.1:8800/api/application/locations/3")
    }

    @Test func `a server that is to start when it is complete runs without another word`() {
        var bench = furnished()
        let place = #""start_on_completion":true,"allocation":{"default":6}"#
        #expect(bench.application(.post, "/servers", Bench.newServer("Eager", place: place)).status == 201)
        bench.pass(.seconds(24))
        #expect(bench.panel.server(named: "Eager")?.status == "installing")
        bench.pass(.seconds(60))
        #expect(bench.state("Eager") == .running)
        #expect(bench.activity("Eager") == [])
    }

    @Test func `a suspension during the install stands, and the server does not start`() {
        var bench = furnished()
        let place = #""start_on_completion":true,"allocation":{"default":6}"#
        #expect(bench.application(.post, "/servers", Bench.newServer("Late", place: place)).status == 201)
        #expect(bench.application(.post, "/servers/6/suspend").status == 204)
        bench.pass(.seconds(120))
        #expect(bench.panel.server(named: "Late")?.status == "suspended")
        #expect(bench.state("Late") == .offline)
    }

    @Test func `an install waits for the panel to hear of its end`() throws {
        var bench = furnished()
        let place = #""allocation":{"default":6}"#
        #expect(bench.application(.post, "/servers", Bench.newServer("Unheard", place: place)).status == 201)
        try bench.apply(.setPanelMode(.maintenance))
        bench.pass(.seconds(100))
        #expect(bench.panel.server(named: "Unheard")?.status == "installing")
        try bench.apply(.setPanelMode(.ok))
        bench.pass(.seconds(10))
        #expect(bench.panel.server(named: "Unheard")?.status == nil)
    }

    @Test func `a new server is gone again when its node does not answer`() throws {
        var bench = furnished()
        try bench.apply(.setNodeMode(NodeID(2), .refuse))
        let body = Bench.newServer("Ghost", place: #""allocation":{"default":6}"#)
        let answer = bench.application(.post, "/servers", body)
        #expect(answer.status == 504)
        #expect(answer.json["errors"][0]["code"].text == "DaemonConnectionException")
        #expect(bench.application(.get, "/servers").json["data"].elements.count == 5)
        #expect(bench.addPorts("25565", node: 2).contains(6))
        try bench.apply(.setNodeMode(NodeID(2), .ok))
        #expect(bench.application(.post, "/servers", body).json["attributes"]["id"].number == 7)
    }

    @Test func `without a node no server can be added`() {
        var bench = Bench(SimulatorOptions(servers: 0))
        #expect(bench.application(.delete, "/nodes/1").status == 204)
        #expect(throws: ControlError.unknownNode("1")) { try bench.apply(.addServer(name: "Nowhere")) }
        let body = Bench.newServer(place: #""allocation":{"default":1}"#)
        #expect(bench.problems(.post, "/servers", body) == ["allocation.default exists"])
    }

    @Test func `a reinstall stops the server, and is refused while a power action runs`() {
        var bench = Bench()
        #expect(bench.application(.post, "/servers/1/reinstall").status == 204)
        #expect(bench.panel.server(named: "Survival")?.status == "installing")
        bench.pass(.seconds(10))
        #expect(bench.state("Survival") == .offline)
        bench.pass(.seconds(30))
        #expect(bench.panel.server(named: "Survival")?.status == nil)
        #expect(
            bench.send(.post, "/api/client/servers/\(bench.id("SkyBlock"))/power", body: #"{"signal":"stop"}"#).status
                == 204
        )
        let refused = bench.application(.post, "/servers/4/reinstall")
        #expect(refused.status == 409)
        #expect(refused.json["errors"][0]["code"].text == "DaemonConnectionException")
        #expect(bench.panel.server(named: "SkyBlock")?.status == nil)
    }
}
