import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct NetworkTests {
    private var bench = Bench()

    private mutating func allocations() -> [JSONValue] {
        let list = bench.send(.get, bench.path("Survival") + "/network/allocations").json["data"]
        return list.elements.map { $0["attributes"] }
    }

    @Test mutating func `an assigned port is noted, made the primary one and given back`() {
        let path = bench.path("Survival") + "/network/allocations"
        let assigned = bench.send(.post, path).json["attributes"]
        let id = Int(assigned["id"].number)
        #expect(assigned["port"].number == 25_570)
        #expect(assigned["is_default"] == .bool(false))
        #expect(
            bench.send(.post, path + "/\(id)", body: #"{"notes":"voice"}"#).json["attributes"]["notes"].text == "voice"
        )
        #expect(bench.send(.post, path + "/\(id)", body: "{}").json["errors"][0]["meta"]["rule"].text == "present")
        #expect(bench.send(.post, path + "/\(id)/primary").json["attributes"]["is_default"] == .bool(true))
        #expect(allocations().map { $0["is_default"] } == [.bool(false), .bool(true)])
        #expect(bench.send(.delete, path + "/\(id)").json["errors"][0]["code"].text == "DisplayException")
        let first = Int(allocations()[0]["id"].number)
        #expect(bench.send(.delete, path + "/\(first)").status == 204)
        #expect(allocations().map { Int($0["id"].number) } == [id])
        #expect(bench.send(.post, path).json["attributes"]["id"].number == Double(first))
        #expect(
            bench.activity("Survival").prefix(5) == [
                "server:allocation.create", "server:allocation.delete", "server:allocation.primary",
                "server:allocation.notes", "server:allocation.create",
            ]
        )
    }

    @Test mutating func `there is a limit, and other servers' ports are out of reach`() {
        let path = bench.path("Survival") + "/network/allocations"
        for _ in 0..<4 { #expect(bench.send(.post, path).status == 200) }
        let refused = bench.send(.post, path).json["errors"][0]
        #expect(
            refused["detail"].text == "Cannot assign additional allocations to this server: limit has been reached."
        )
        let foreign = bench.send(.get, bench.path("Creative") + "/network/allocations").json["data"][0]["attributes"][
            "id"
        ]
        #expect(bench.send(.post, path + "/\(Int(foreign.number))/primary").status == 404)
    }

    @Test(arguments: [
        (nil as ClosedRange<Int>?, "AutoAllocationNotEnabledException"),
        (25_565...25_565, "NoAutoAllocationSpaceAvailableException"),
    ])
    mutating func `a panel that hands out no ports says why`(_ ports: ClosedRange<Int>?, _ code: String) {
        bench = Bench(SimulatorOptions(allocationPorts: ports))
        let refused = bench.send(.post, bench.path("Survival") + "/network/allocations")
        #expect(refused.status == 400)
        #expect(refused.json["errors"][0]["code"].text == code)
    }
}
