import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct SubuserTests {
    private var bench = Bench()

    private mutating func invite(
        _ email: String,
        _ permissions: String,
        to server: String = "Survival",
        key: Secret? = nil
    ) -> HTTPResponse {
        let body = #"{"email":"\#(email)","permissions":[\#(permissions)]}"#
        return bench.send(.post, bench.path(server) + "/users", key: key, body: body)
    }

    @Test mutating func `unknown permissions are dropped and the socket is always granted`() {
        let made = invite("carol@example.com", #""control.start","fly","control.start""#).json["attributes"]
        #expect(made["permissions"].elements.map(\.text) == ["control.start", "websocket.connect"])
        #expect(made["username"].text == "carol")
        let entry = bench.newestActivity("Survival")
        #expect(entry["event"].text == "server:subuser.create")
        #expect(entry["properties"]["email"].text == "carol@example.com")
        #expect(entry["properties"]["count"].number == 2)
        #expect(entry["has_additional_metadata"] == .bool(true))
    }

    @Test mutating func `an unknown address becomes a user`() {
        let made = invite("New.Person+x@example.org", #""control.start""#).json["attributes"]
        #expect(made["username"].text.hasPrefix("new.personx"))
        #expect(made["email"].text == "New.Person+x@example.org")
        #expect(
            invite("new.person+x@example.org", #""control.start""#).json["errors"][0]["code"].text
                == "ServerSubuserExistsException"
        )
        #expect(invite("new.person+x@example.org", #""control.stop""#, to: "Creative").status == 200)
    }

    @Test mutating func `nobody gives more than they have, nor touches themselves`() {
        let path = bench.path("Lobby Proxy") + "/users"
        let own = bench.send(.get, path).json["data"][0]["attributes"]["uuid"].text
        let key = bench.panel.userKey
        #expect(bench.send(.get, path, key: key).status == 403)
        let grant = #"{"permissions":["user.create","user.read","user.update","user.delete","control.start"]}"#
        #expect(bench.send(.post, path + "/" + own, body: grant).status == 200)
        #expect(bench.send(.get, path, key: key).status == 200)
        #expect(invite("erin@example.com", #""control.start""#, to: "Lobby Proxy", key: key).status == 200)
        let greedy = invite("dave@example.com", #""control.stop""#, to: "Lobby Proxy", key: key)
        #expect(greedy.status == 403)
        #expect(greedy.json["errors"][0]["code"].text == "HttpForbiddenException")
        #expect(bench.send(.get, path + "/" + own, key: key).status == 403)
        #expect(bench.send(.delete, path + "/" + own, key: key).status == 403)
        let other = bench.send(.get, path, key: key).json["data"][1]["attributes"]["uuid"].text
        #expect(bench.send(.delete, path + "/" + other, key: key).status == 204)
        #expect(bench.send(.delete, path + "/" + other, key: key).status == 404)
    }

    @Test mutating func `an update replaces the whole set, also while the node is away`() throws {
        let path = bench.path("Survival") + "/users"
        let uuid = bench.send(.get, path).json["data"][0]["attributes"]["uuid"].text
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        _ = bench.send(.post, path + "/" + uuid, body: #"{"permissions":["backup.read"]}"#)
        #expect(bench.send(.get, bench.path("Survival") + "/backups", key: bench.panel.userKey).status == 200)
        _ = bench.send(.post, path + "/" + uuid, body: #"{"permissions":["file.read"]}"#)
        #expect(bench.send(.get, bench.path("Survival") + "/backups", key: bench.panel.userKey).status == 403)
        #expect(bench.send(.get, bench.path("Survival") + "/files/list", key: bench.panel.userKey).status == 504)
        let empty = bench.send(.post, path + "/" + uuid, body: #"{"permissions":[]}"#)
        #expect(empty.json["errors"][0]["detail"].text == "The permissions field is required.")
    }
}
