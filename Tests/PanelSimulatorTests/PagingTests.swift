import PanelSimulator
import PterodactylAPI
import Testing

struct PagingTests {
    private func pagination(_ target: String, _ bench: inout Bench) -> JSONValue {
        bench.send(.get, target).json["meta"]["pagination"]
    }

    @Test(arguments: [
        ("", 50), ("&per_page=0", 15), ("&per_page=7", 7), ("&per_page=100", 100), ("&per_page=101", 100),
        ("&per_page=1000", 100), ("&per_page=abc", 100),
    ])
    func `the client list is capped at a hundred without a word`(_ query: String, _ size: Double) {
        var bench = Bench(SimulatorOptions(servers: 260, nodes: 3))
        let page = pagination("/api/client?type=admin-all" + query, &bench)
        #expect(page["per_page"].number == size)
        #expect(page["count"].number == size)
        #expect(page["total"].number == 260)
        #expect(page["total_pages"].number == (260 / size).rounded(.up))
    }

    @Test func `application lists have no cap, and an odd size fails`() {
        var bench = Bench(SimulatorOptions(servers: 260, nodes: 3))
        #expect(pagination("/api/application/servers?per_page=100000", &bench)["count"].number == 260)
        #expect(bench.send(.get, "/api/application/servers?per_page=abc").status == 500)
        #expect(bench.send(.get, "/api/application/servers?per_page=-1").status == 500)
    }

    @Test func `backups are capped at fifty and activity at a hundred`() throws {
        var bench = Bench()
        let id = bench.id("Survival")
        for age in 0..<60 { try bench.apply(.addBackup(id, isSuccessful: true, age: .seconds(age * 60))) }
        let base = "/api/client/servers/\(id)"
        #expect(pagination(base + "/backups", &bench)["per_page"].number == 20)
        #expect(pagination(base + "/backups?per_page=1000", &bench)["count"].number == 50)
        #expect(pagination(base + "/activity", &bench)["per_page"].number == 25)
        #expect(pagination(base + "/activity?per_page=1000", &bench)["per_page"].number == 100)
    }

    @Test func `all pages together hold each server once`() {
        var bench = Bench(SimulatorOptions(servers: 260, nodes: 3))
        var seen: [String] = []
        for page in 1...6 {
            let list = bench.send(.get, "/api/client?type=admin-all&per_page=50&page=\(page)").json
            seen += list["data"].elements.map { $0["attributes"]["uuid"].text }
        }
        #expect(seen.count == 260)
        #expect(Set(seen).count == 260)
    }

    @Test func `links repeat the query on the client list and only the page elsewhere`() {
        var bench = Bench()
        let client = pagination("/api/client?type=admin-all&per_page=2&page=2", &bench)["links"]
        #expect(client["previous"].text == "http://127.0.0.1:8800/api/client?type=admin-all&per_page=2&page=1")
        #expect(client["next"].text == "http://127.0.0.1:8800/api/client?type=admin-all&per_page=2&page=3")
        let application = pagination("/api/application/servers?per_page=2&sort=-id", &bench)["links"]
        #expect(application["next"].text == "http://127.0.0.1:8800/api/application/servers?page=2")
        #expect(application["previous"] == .missing)
    }

    @Test(arguments: [
        ("filter[name]=sky", ["SkyBlock"]), ("filter[*]=surv", ["Survival"]), ("filter[*]=:25567", ["Lobby Proxy"]),
        ("filter[external_id]=ext-1", ["Survival"]), ("filter[name]=nothing", []),
    ])
    func `filters find servers`(_ filter: String, _ names: [String]) {
        var bench = Bench()
        let list = bench.send(.get, "/api/client?type=admin-all&" + filter).json["data"]
        #expect(list.elements.map { $0["attributes"]["name"].text } == names)
    }

    @Test func `application lists are sorted by id on demand`() {
        var bench = Bench()
        let list = bench.send(.get, "/api/application/servers?sort=-id").json["data"]
        #expect(list.elements.map { $0["attributes"]["id"].number } == [5, 4, 3, 2, 1])
        #expect(
            bench.send(.get, "/api/application/servers?sort=name").json["errors"][0]["code"].text == "InvalidSortQuery"
        )
    }
}
