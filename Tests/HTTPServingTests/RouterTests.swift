import HTTPServing
import Testing

struct RouterTests {
    private func answer(_ router: Router, _ method: ServedRequest.Method, _ path: String) -> ServedResponse {
        router.answer(ServedRequest(method, RequestTarget(path: path)))
    }

    @Test func `a route is found by exact path and method`() {
        var router = Router()
        router.get("/a") { _ in .text("get") }
        router.post("/a") { _ in .text("post", status: 202) }
        #expect(answer(router, .get, "/a").status == 200)
        #expect(answer(router, .post, "/a").status == 202)
        #expect(answer(router, .get, "/a/").status == 404)
        #expect(answer(router, .get, "/A").status == 404)
    }

    @Test func `a wrong method names the right ones, sorted`() {
        var router = Router()
        router.post("/a") { _ in .text("") }
        #expect(answer(router, .get, "/a").headers["Allow"] == "POST")
        #expect(answer(router, .head, "/a").status == 405)
        router.get("/a") { _ in .text("") }
        #expect(answer(router, .delete, "/a").headers["allow"] == "GET, HEAD, POST")
        #expect(answer(router, .head, "/a").status == 200)
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
