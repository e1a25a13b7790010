import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct DatabaseTests {
    private var bench = Bench()

    private mutating func create(_ name: String, on server: String = "Survival") -> HTTPResponse {
        bench.send(.post, bench.path(server) + "/databases", body: #"{"database":"\#(name)","remote":"%"}"#)
    }

    @Test mutating func `a database has its server's name in front, a hashid, and its password only on demand`() {
        let made = create("mydb").json["attributes"]
        #expect(made["name"].text == "s1_mydb")
        #expect(made["username"].text.hasPrefix("u1_"))
        #expect(made["max_connections"] == .null)
        let id = made["id"].text
        #expect(id.count == 8 && id.allSatisfy(\.isLetter))
        let path = bench.path("Survival") + "/databases"
        let plain = bench.send(.get, path).json["data"][0]["attributes"]
        #expect(plain["id"].text == id)
        #expect(plain["relationships"] == .missing)
        let whole = bench.send(.get, path + "?include=password").json["data"][0]["attributes"]
        #expect(whole["relationships"]["password"] == made["relationships"]["password"])
    }

    @Test mutating func `a rotated password is another one, and a deleted database is gone`() {
        let made = create("mydb").json["attributes"]
        let path = bench.path("Survival") + "/databases/" + made["id"].text
        let rotated = bench.send(.post, path + "/rotate-password").json["attributes"]
        #expect(rotated["relationships"]["password"] != made["relationships"]["password"])
        #expect(bench.send(.delete, path).status == 204)
        #expect(bench.send(.delete, path).status == 404)
        #expect(
            bench.activity("Survival").prefix(3) == [
                "server:database.delete", "server:database.rotate-password", "server:database.create",
            ]
        )
    }

    @Test mutating func `a database answers to its number as well`() {
        _ = create("mydb")
        #expect(bench.send(.delete, bench.path("Survival") + "/databases/2").status == 404)
        #expect(bench.send(.delete, bench.path("Survival") + "/databases/1").status == 204)
    }

    @Test mutating func `a limit, a taken name and a bad name are refused`() {
        for name in ["one", "two", "three"] { #expect(create(name).status == 200) }
        #expect(create("four").json["errors"][0]["code"].text == "TooManyDatabasesException")
        #expect(create("one", on: "Creative").status == 200)
        #expect(create("one", on: "Creative").json["errors"][0]["code"].text == "DuplicateDatabaseNameException")
        let bad = create("a b", on: "Creative").json["errors"]
        #expect(bad[0]["detail"].text == "The database may only contain letters, numbers, and dashes.")
        let short = create("ab", on: "Creative").json["errors"]
        #expect(short[0]["detail"].text == "The database must be at least 3 characters.")
    }

    @Test mutating func `databases do not need the node`() throws {
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        #expect(create("mydb").status == 200)
    }
}
