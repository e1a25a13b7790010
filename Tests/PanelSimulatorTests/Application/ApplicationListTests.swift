import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationListTests {
    @Test(arguments: [
        ("/users?filter[email]=EXAMPLE&filter[username]=a", "username", ["admin", "carol", "dave", "frank"]),
        ("/users?filter[username]=bob,erin", "username", ["bob", "erin"]),
        ("/users?filter[external_id]=user", "username", ["admin"]),
        ("/users?sort=-id&per_page=2", "username", ["frank", "erin"]),
        ("/nodes?sort=-memory,id", "name", ["fra-1", "fra-2"]), ("/nodes?filter[fqdn]=fra-2", "name", ["fra-2"]),
        ("/locations?filter[long]=germany", "short", ["eu.de.fra"]), ("/locations?filter[short]=us", "short", []),
        ("/servers?filter[image]=games", "name", ["Rust Vanilla"]),
        ("/nests?filter[nope]=1&sort=nope", "name", ["Minecraft", "Source Engine", "Rust"]),
        ("/nodes/1/allocations?sort=nope&per_page=1", "ip", ["10.0.1.1"]),
    ])
    func `filters and orders choose what the panel's would`(_ path: String, _ field: String, _ expected: [String]) {
        var bench = Bench(SimulatorOptions(servers: 5, nodes: 2))
        #expect(bench.names(path, field: field) == expected)
    }

    @Test(arguments: [
        ("/users?sort=email", "InvalidSortQuery"), ("/nodes?filter[id]=1", "InvalidFilterQuery"),
        ("/locations?sort=short", "InvalidSortQuery"), ("/nests?per_page=x", "TypeError"),
        ("/servers/1?include=transfer", "TypeError"),
    ])
    func `what a list does not know is refused`(_ path: String, _ code: String) {
        var bench = Bench()
        #expect(bench.code(.get, path) == code)
    }

    @Test func `includes go two levels deep and no further`() {
        var bench = Bench()
        let server = bench.application(.get, "/servers/1?include=egg.variables,node.location.nodes,user").json
        let shown = server["attributes"]["relationships"]
        #expect(shown["egg"]["attributes"]["relationships"]["variables"]["data"].elements.count == 4)
        let place = shown["node"]["attributes"]["relationships"]["location"]["attributes"]
        #expect(place["short"].text == "eu.de.fra")
        #expect(place["relationships"] == .missing)
        #expect(shown["user"]["attributes"]["relationships"] == .missing)
    }

    @Test func `an include that the key may not read is a null resource at each level`() {
        var bench = Bench()
        let key = bench.panel.addApplicationKey(ApplicationRights(reading: [.nodes, .servers]))
        let target = "/api/application/nodes/1?include=allocations,location,servers.user"
        let shown = bench.send(.get, target, key: key).json["attributes"]["relationships"]
        #expect(shown["allocations"]["object"].text == "null_resource")
        #expect(shown["location"]["object"].text == "null_resource")
        let user = shown["servers"]["data"][0]["attributes"]["relationships"]["user"]
        #expect(user == .object(["object": .string("null_resource"), "attributes": .null]))
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/servers/1/databases", ApplicationResource.serverDatabases),
        (.get, "/nests/1/eggs", .eggs), (.get, "/nodes/1/allocations", .allocations), (.get, "/nodes/1", .nodes),
        (.delete, "/users/6", .users), (.post, "/servers/1/suspend", .servers), (.get, "/nests", .nests),
        (.delete, "/locations/1", .locations),
    ])
    func `a key needs the bit of what the path ends in`(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ resource: ApplicationResource
    ) {
        var bench = Bench()
        let everything = Set(ApplicationResource.allCases)
        let others = everything.subtracting([resource])
        let without = bench.panel.addApplicationKey(ApplicationRights(reading: others, writing: others))
        let onlyOther = method == .get ? ApplicationRights(writing: everything) : ApplicationRights(reading: everything)
        let wrongWay = bench.panel.addApplicationKey(onlyOther)
        let target = "/api/application" + path
        #expect(bench.send(method, target, key: without).status == 403)
        #expect(bench.send(method, target, key: wrongWay).status == 403)
        #expect(bench.send(method, target, key: bench.panel.applicationKey).status != 403)
        // What is not there is told before what is not allowed.
        #expect(bench.send(.get, "/api/application/servers/99", key: without).status == 404)
    }

    @Test func `eggs belong to their nests`() {
        var bench = Bench()
        #expect(bench.application(.get, "/nests/1/eggs/5").status == 200)
        #expect(bench.application(.get, "/nests/2/eggs/5").status == 404)
        #expect(bench.application(.get, "/nests/3").status == 404)
    }

    @Test func `a location keeps its long name unless another is sent, and its short one is its own`() {
        var bench = Bench()
        let kept = bench.application(.patch, "/locations/1", #"{"short":"eu.de.fra"}"#).json["attributes"]
        #expect(kept["long"].text == "Frankfurt, Germany")
        let erased = bench.application(.patch, "/locations/1", #"{"short":"eu.de","long":""}"#).json["attributes"]
        #expect(erased["long"] == .null)
        #expect(bench.problems(.post, "/locations", #"{"short":"EU.DE"}"#) == ["short unique"])
        #expect(bench.names("/locations", field: "short") == ["eu.de"])
    }
}
