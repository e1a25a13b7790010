import HTTPServing
import Testing

struct RouterTests {
    private func answer(_ router: Router, _ method: ServedRequest.Method, _ path: String) async -> ServedResponse {
        await router.answer(ServedRequest(method, RequestTarget(path: path)))
    }

    @Test func `a route is found by exact path and method`() async {
        var router = Router()
        router.get("/a") { _ in .text("get") }
        router.post("/a") { _ in .text("post", status: 202) }
        #expect(await answer(router, .get, "/a").status == 200)
        #expect(await answer(router, .post, "/a").status == 202)
        #expect(await answer(router, .get, "/a/").status == 404)
        #expect(await answer(router, .get, "/A").status == 404)
    }

    @Test func `a wrong method names the right ones, sorted`() async {
        var router = Router()
        router.post("/a") { _ in .text("") }
        #expect(await answer(router, .get, "/a").headers["Allow"] == "POST")
        #expect(await answer(router, .head, "/a").status == 405)
        router.get("/a") { _ in .text("") }
        #expect(await answer(router, .delete, "/a").headers["allow"] == "GET, HEAD, POST")
        #expect(await answer(router, .head, "/a").status == 200)
    }

    @Test func `what has no route of its own is found by what its path begins with`() async {
        var router = Router()
        router.addDeferred(.get, below: "/a/") { .text($0.path) }
        router.addDeferred(.get, below: "/a/b/") { _ in .text("nearer", status: 203) }
        router.get("/a/b/c") { _ in .text("own", status: 202) }
        #expect(await answer(router, .get, "/a/x/y").status == 200)
        #expect(await answer(router, .get, "/a/b/x").status == 203)
        #expect(await answer(router, .get, "/a/b/c").status == 202)
        #expect(await answer(router, .get, "/a/").status == 404)
        #expect(await answer(router, .post, "/a/x").status == 405)
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "text/plain",
    ])
    func `a posted form stands behind the query`(type: String) throws {
        let target = try #require(RequestTarget(parsing: "/q?a=1"))
        let body = Array("a=2&b=x%20y+z".utf8)
        let request = ServedRequest(.post, target, headers: ["Content-Type": type], body: body)
        let parameters = request.parametersWithForm.map { "\($0.name)=\($0.value)" }
        #expect(parameters == (type == "text/plain" ? ["a=1"] : ["a=1", "a=2", "b=x y z"]))
    }

    @Test func `a list that came in several lines is one`() {
        let fields: HeaderFields = ["Accept": "a, b", "Other": "x", "accept": "c"]
        #expect(fields.list("ACCEPT") == "a, b, c")
        #expect(fields.list("missing") == nil)
    }

    @Test func `header names compare without case and are replaced together`() {
        var fields: HeaderFields = ["Accept": "a", "accept": "b"]
        #expect(fields["ACCEPT"] == "a")
        fields["Accept"] = "c"
        #expect(fields.fields.map(\.value) == ["c"])
        fields["accept"] = nil
        #expect(fields.fields.isEmpty)
    }
}
