import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationAllocationTests {
    private let path = "/nodes/1/allocations"

    private func ports(_ query: String, in bench: inout Bench) -> [Double] {
        bench.application(.get, path + "?" + query).json["data"].elements.map { $0["attributes"]["port"].number }
    }

    @Test func `ports and ranges are added once, duplicates are skipped without a word`() {
        var bench = Bench()
        let body = #"{"ip":"10.9.9.9","ports":["3000-3002","3001","4000"],"alias":"play"}"#
        #expect(bench.application(.post, path, body).status == 204)
        #expect(bench.application(.post, path, body).status == 204)
        #expect(ports("filter[ip]=10.9.9.9", in: &bench) == [3_000, 3_001, 3_002, 4_000])
        #expect(ports("filter[port]=4000", in: &bench) == [4_000])
        #expect(ports("filter[port]=400", in: &bench) == [])
        #expect(ports("filter[ip_alias]=PLA&filter[server_id]=x", in: &bench).count == 4)
        #expect(ports("filter[server_id]=2", in: &bench) == [25_566])
        #expect(bench.code(.get, path + "?filter[alias]=x") == "InvalidFilterQuery")
    }

    @Test func `a block of addresses gets the ports on each address`() {
        var bench = Bench()
        #expect(bench.application(.post, path, #"{"ip":"10.9.9.6/30","ports":["3000"]}"#).status == 204)
        let list = bench.application(.get, path + "?filter[port]=3000").json["data"].elements
        #expect(list.map { $0["attributes"]["ip"].text } == ["10.9.9.4", "10.9.9.5", "10.9.9.6", "10.9.9.7"])
    }

    @Test(arguments: [
        (#"{"ip":"10.9.9.9","ports":["1024"]}"#, "PortOutOfRangeException"),
        (#"{"ip":"10.9.9.9","ports":["65530-65536"]}"#, "PortOutOfRangeException"),
        (#"{"ip":"10.9.9.9","ports":["3000","2000-3000"]}"#, "TooManyPortsInRangeException"),
        (#"{"ip":"10.9.9.9","ports":["3000","three"]}"#, "InvalidPortMappingException"),
        (#"{"ip":"10.9.9.0/26","ports":["3000"]}"#, "CidrOutOfRangeException"),
        (#"{"ip":"10.9.9.0/33","ports":["3000"]}"#, "CidrOutOfRangeException"),
        (#"{"ip":"nowhere.example","ports":["3000"]}"#, "DisplayException"),
        (#"{"ip":"10.9.9.9","ports":[3000]}"#, "ValidationException"),
        (#"{"ip":"10.9.9.9","ports":[]}"#, "ValidationException"),
        (#"{"ports":["3000"]}"#, "ValidationException"),
    ])
    func `what cannot be read adds nothing`(_ body: String, _ code: String) {
        var bench = Bench()
        #expect(bench.code(.post, path, body) == code)
        #expect(ports("per_page=100", in: &bench).count == 5)
    }

    @Test func `the name of the node stands for its address`() {
        var bench = Bench()
        let body = #"{"ip":"fra-1.nodes.example.com","ports":["3000"]}"#
        #expect(bench.application(.post, path, body).status == 204)
        #expect(ports("filter[ip]=10.0.1.1&filter[server_id]=", in: &bench).contains(3_000))
    }

    @Test func `an allocation of another node is not there`() {
        var bench = Bench(SimulatorOptions(servers: 2, nodes: 2))
        #expect(bench.application(.delete, "/nodes/2/allocations/1").status == 404)
        #expect(bench.code(.delete, "/nodes/1/allocations/1") == "ServerUsingAllocationException")
    }
}
