import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationServerTests {
    private static func deploy(_ ports: String = "", locations: String = "", isDedicated: Bool = false) -> String {
        #""deploy":{"locations":[\#(locations)],"dedicated_ip":\#(isDedicated),"port_range":[\#(ports)]}"#
    }

    @Test func `the panel finds a node and an allocation by itself`() {
        var bench = Bench(SimulatorOptions(servers: 4, nodes: 2))
        _ = bench.addPorts("3000-3009", node: 1, ip: "10.0.1.1")
        _ = bench.addPorts("4000-4001", node: 2, ip: "10.0.2.1")
        _ = bench.addPorts("5000", node: 2, ip: "10.0.2.9")
        func place(_ deploy: String) -> (node: Double, ip: String, port: Double) {
            let answer = bench.application(.post, "/servers?include=allocations", Bench.newServer(place: deploy))
            #expect(answer.status == 201)
            let allocation = answer.json["attributes"]["relationships"]["allocations"]["data"][0]["attributes"]
            return (answer.json["attributes"]["node"].number, allocation["ip"].text, allocation["port"].number)
        }
        #expect(place(Self.deploy(#""4001""#)) == (2, "10.0.2.1", 4_001))
        #expect(place(Self.deploy(#""3005-3005","9999""#)) == (1, "10.0.1.1", 3_005))
        #expect(place(Self.deploy(isDedicated: true)) == (2, "10.0.2.9", 5_000))
        let none = Bench.newServer(place: Self.deploy(isDedicated: true))
        #expect(bench.code(.post, "/servers", none) == "NoViableAllocationException")
        let far = Bench.newServer(place: Self.deploy(locations: "9"))
        #expect(bench.code(.post, "/servers", far) == "NoViableNodeException")
        let big = Bench.newServer(place: Self.deploy(), memory: 9_000_000)
        #expect(bench.code(.post, "/servers", big) == "NoViableNodeException")
    }

    @Test(arguments: [
        (#""allocation":{"default":1}"#, "", ["allocation.default exists"]),
        (#""allocation":{"default":6,"additional":[7,2]}"#, "", ["allocation.additional.1 exists"]),
        (#""deploy":{}"#, "", ["deploy required", "allocation.default required"]),
        (
            #""deploy":{"locations":[0]}"#, "",
            ["deploy.locations.0 min", "deploy.dedicated_ip required_with", "deploy.port_range present"]
        ),
        (
            #""deploy":{"locations":[],"dedicated_ip":false,"port_range":[25565]}"#, "",
            ["deploy.port_range.0 string"]
        ),
        (#""allocation":{"default":6}"#, #""external_id":"ext-1","#, ["external_id unique"]),
        (#""allocation":{"default":6}"#, #""user":99,"#, ["user exists"]),
        (#""allocation":{"default":6}"#, #""docker_image":"a;b","#, ["docker_image regex"]),
        (#""allocation":{"default":6}"#, #""start_on_completion":"soon","#, ["start_on_completion boolean"]),
    ])
    func `a new server's mistakes are told field by field`(_ place: String, _ more: String, _ problems: [String]) {
        var bench = Bench()
        #expect(bench.addPorts("3000-3001") == [6, 7])
        #expect(bench.problems(.post, "/servers", Bench.newServer(place: place, more: more)) == problems)
        #expect(bench.panel.servers.count == 5)
    }

    @Test(arguments: ["4294967296", "9e18", "1e300"])
    func `a number that its column cannot hold is the database's error`(_ memory: String) {
        var bench = Bench()
        #expect(bench.addPorts("3000") == [6])
        let limits = #""limits":{"memory":\#(memory),"swap":0,"disk":1,"io":500,"cpu":0},"#
        let body = Bench.newServer(place: #""allocation":{"default":6}"#, more: limits)
        #expect(bench.code(.post, "/servers", body) == "QueryException")
        #expect(bench.code(.get, "/nodes/deployable?memory=\(Int.max)&disk=1") == "NoViableNodeException")
    }

    @Test func `variables keep the rules of their egg, and unknown ones are ignored`() {
        var bench = Bench()
        #expect(bench.addPorts("3000") == [6])
        let place = #""allocation":{"default":6}"#
        let bad = #"{"SERVER_JARFILE":"","BUILD_NUMBER":"a number that is much too long","OTHER":"x"}"#
        let answer = bench.application(.post, "/servers", Bench.newServer(place: place, environment: bad))
        #expect(
            answer.json["errors"].elements.map { $0["detail"].text } == [
                "The Server Jar File variable field is required.",
                "The Build Number variable may not be greater than 20 characters.",
            ]
        )
        #expect(answer.json["errors"][0]["meta"]["source_field"].text == "environment.SERVER_JARFILE")
        let good = #"{"SERVER_JARFILE":"a.jar","BUILD_NUMBER":"12","OTHER":"x"}"#
        let body = Bench.newServer(place: place, environment: good)
        let created = bench.application(.post, "/servers?include=variables", body).json["attributes"]
        let values = created["relationships"]["variables"]["data"].elements.map {
            $0["attributes"]["server_value"].text
        }
        #expect(values == ["", "a.jar", "", "12"])
        #expect(created["container"]["environment"]["OTHER"] == .missing)
    }

    @Test func `an empty environment leaves the variables alone`() {
        var bench = Bench()
        let body = #"{"egg":5,"startup":"java","image":"x:1","skip_scripts":true,"environment":{}}"#
        let environment = bench.application(.patch, "/servers/1/startup", body).json["attributes"]["container"][
            "environment"
        ]
        #expect(environment["SERVER_JARFILE"].text == "server.jar")
        #expect(environment["STARTUP"].text == "java")
        #expect(
            bench.problems(.patch, "/servers/1/startup", #"{"egg":77,"startup":""}"#) == [
                "startup required", "environment present", "egg exists", "image required", "skip_scripts present",
            ]
        )
    }

    @Test func `an update of the details erases what it leaves out`() {
        var bench = Bench()
        let shown = bench.application(.patch, "/servers/1/details", #"{"name":"Survival","user":1}"#).json["attributes"]
        #expect(shown["external_id"] == .null)
        #expect(shown["description"].text == "")
        #expect(bench.application(.get, "/servers/external/ext-1").status == 404)
        #expect(bench.problems(.patch, "/servers/1/details", "{}") == ["name required", "user required"])
    }

    @Test(arguments: [
        (#"{"allocation":1,"limits":{}}"#, 8),
        (#"{"allocation":1,"limits":{"memory":1},"feature_limits":{"databases":0,"backups":0}}"#, 4),
        (
            #"{"allocation":2,"memory":1,"swap":0,"disk":1,"io":500,"cpu":0,"feature_limits":{"databases":0,"backups":0}}"#,
            1
        ),
        (
            #"{"allocation":1,"memory":1,"swap":-2,"disk":1,"io":9,"cpu":0,"feature_limits":{"databases":0,"backups":-1}}"#,
            3
        ),
    ])
    func `an update of the build says all that is wrong`(_ body: String, _ count: Int) {
        var bench = Bench()
        #expect(bench.problems(.patch, "/servers/1/build", body).count == count)
    }

    @Test func `allocations of a build change together or not at all`() {
        var bench = Bench()
        #expect(bench.addPorts("3000-3001") == [6, 7])
        func build(_ allocation: Int, _ more: String) -> HTTPResponse {
            let body = #"""
                {"allocation":\#(allocation),"memory":6144,"swap":0,"disk":30720,"io":500,"cpu":300,
                "feature_limits":{"databases":1,"backups":1}\#(more)}
                """#
            return bench.application(.patch, "/servers/1/build?include=allocations", body)
        }
        func own() -> [Double] {
            bench.application(.get, "/nodes/1/allocations?filter[server_id]=1").json["data"].elements.map {
                $0["attributes"]["id"].number
            }
        }
        let alone = build(1, #","remove_allocations":[1]"#)
        #expect(alone.json["errors"][0]["detail"].text.hasPrefix("You are attempting to delete the default allocation"))
        let foreign = build(7, #","add_allocations":[6]"#)
        #expect(foreign.json["errors"][0]["detail"].text.hasPrefix("The requested default allocation is not"))
        #expect(own() == [1])
        // The primary one is replaced by the first that is added; another server's is not taken away.
        let moved = build(1, #","add_allocations":[2,6,7],"remove_allocations":[1]"#)
        #expect(moved.json["attributes"]["allocation"].number == 6)
        #expect(own() == [6, 7])
        #expect(moved.json["attributes"]["relationships"]["allocations"]["data"].elements.count == 2)
        #expect(bench.application(.get, "/servers/2").json["attributes"]["allocation"].number == 2)
    }

    @Test func `a node that is down does not keep a build from changing, but a deletion`() throws {
        var bench = Bench()
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        let body = #"""
            {"allocation":1,"memory":1024,"swap":0,"disk":30720,"io":500,"cpu":300,
            "feature_limits":{"databases":1,"backups":1}}
            """#
        #expect(bench.application(.patch, "/servers/1/build", body).status == 200)
        #expect(bench.application(.delete, "/servers/1").status == 504)
        #expect(bench.application(.delete, "/servers/1/please").status == 504)
        #expect(bench.panel.servers.count == 5)
        #expect(bench.application(.delete, "/servers/1/force").status == 204)
        #expect(bench.panel.servers.count == 4)
        #expect(bench.application(.post, "/servers/2/reinstall").status == 504)
        #expect(bench.panel.server(named: "Creative")?.status == nil)
    }

    @Test func `databases are named after their server and limited by it`() {
        var bench = Bench()
        let path = "/servers/1/databases"
        func make(_ name: String) -> HTTPResponse {
            bench.application(.post, path, #"{"database":"\#(name)","remote":"%","host":1}"#)
        }
        #expect(make("a").json["attributes"]["database"].text == "s1_a")
        #expect(make("a").json["errors"][0]["meta"]["rule"].text == "unique")
        #expect(make("b").status == 201)
        #expect(make("c").status == 201)
        #expect(make("d").json["errors"][0]["code"].text == "TooManyDatabasesException")
        func password() -> String {
            let shown = bench.application(.get, path + "/1?include=password").json["attributes"]
            return shown["relationships"]["password"]["attributes"]["password"].text
        }
        let old = password()
        #expect(bench.application(.post, path + "/1/reset-password").status == 204)
        #expect(password() != old)
        let shown = bench.application(.get, "/servers/1?include=databases").json["attributes"]["relationships"]
        #expect(
            shown["databases"]["data"].elements.map { $0["object"].text } == ["databases", "databases", "databases"]
        )
        #expect(bench.application(.get, "/servers/2/databases/1").status == 404)
        #expect(bench.application(.delete, path + "/1").status == 204)
        #expect(bench.application(.get, path).json["data"].elements.count == 2)
        #expect(
            bench.problems(.post, path, #"{"database":"a b","remote":"host","host":2}"#) == [
                "database alpha_dash", "remote regex", "host exists",
            ]
        )
    }
}
