import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationUserTests {
    /// A whole body; of two members of one name the first counts.
    private static func body(_ name: String, _ email: String, _ more: String = "") -> String {
        #"{\#(more)"username":"\#(name)","email":"\#(email)","first_name":"A","last_name":"B"}"#
    }

    @Test(arguments: [
        ("ab", ["username p_username"]), ("-abc", ["username p_username"]), ("a b", ["username p_username"]),
        ("a.b_c-d", []), ("ABC", []), ("Bob", ["username unique"]), ("", ["username required"]),
    ])
    func `a user name begins and ends with a letter or digit, and is nobody else's`(_ name: String, _ wrong: [String]) {
        var bench = Bench()
        #expect(bench.problems(.post, "/users", Self.body(name, "new@example.com")) == wrong)
    }

    @Test(arguments: [
        (#""language":"xx","#, "language in"), (#""root_admin":"yes","#, "root_admin boolean"),
        (#""external_id":"ext-user-1","#, "external_id unique"), (#""first_name":"","#, "first_name required"),
    ])
    func `other fields have rules, too`(_ more: String, _ problem: String) {
        var bench = Bench()
        #expect(bench.problems(.post, "/users", Self.body("grace", "new@example.com", more)) == [problem])
    }

    @Test func `an update keeps what it leaves out and needs the names again`() {
        var bench = Bench()
        #expect(
            bench.problems(.patch, "/users/1", #"{"root_admin":true}"#) == [
                "email required", "username required", "first_name required", "last_name required",
            ]
        )
        let kept = bench.application(.patch, "/users/1", Self.body("admin", "a@example.com")).json["attributes"]
        #expect(kept["root_admin"] == .bool(true))
        #expect(kept["external_id"].text == "ext-user-1")
        #expect(kept["email"].text == "a@example.com")
        let erased = Self.body("admin", "a@example.com", #""external_id":null,"#)
        #expect(bench.application(.patch, "/users/1", erased).json["attributes"]["external_id"] == .null)
        #expect(bench.application(.get, "/users/external/ext-user-1").status == 404)
        #expect(bench.send(.get, "/api/client/account").json["attributes"]["email"].text == "a@example.com")
    }

    @Test func `an admin who is one no longer has no way into the application API`() {
        var bench = Bench()
        let body = Self.body("admin", "admin@example.com", #""root_admin":false,"#)
        #expect(bench.application(.patch, "/users/1", body).status == 200)
        #expect(bench.application(.get, "/servers").status == 403)
        #expect(bench.send(.get, "/api/client?type=admin-all").json["data"].elements.count == 0)
    }

    @Test func `a user who is deleted loses key and rights`() {
        var bench = Bench()
        for server in [2, 4] {
            let body = #"{"name":"Moved","user":3}"#
            #expect(bench.application(.patch, "/servers/\(server)/details", body).status == 200)
        }
        #expect(bench.send(.get, "/api/client", key: bench.panel.userKey).status == 200)
        #expect(bench.application(.delete, "/users/2").status == 204)
        #expect(bench.send(.get, "/api/client", key: bench.panel.userKey).status == 401)
        let server = bench.application(.get, "/servers/1?include=subusers").json["attributes"]["relationships"]
        #expect(server["subusers"]["data"].elements.count == 0)
    }
}
