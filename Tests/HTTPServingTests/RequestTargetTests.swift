import HTTPServing
import Testing

struct RequestTargetTests {
    @Test(arguments: [
        ("/", RequestTarget(path: "/")),
        ("/a%2Fb", RequestTarget(path: "/a/b")),
        ("/a+b", RequestTarget(path: "/a+b")),
        ("http://host:1/x?y=1", RequestTarget(path: "/x", query: [.init("y", "1")])),
        ("http://host", RequestTarget(path: "/")),
        (
            "/q?a=1&&a=2&b&=c",
            RequestTarget(path: "/q", query: [.init("a", "1"), .init("a", "2"), .init("b", ""), .init("", "c")])
        ),
        ("/q?e=a%3Db%26c&m=x=y?z", RequestTarget(path: "/q", query: [.init("e", "a=b&c"), .init("m", "x=y?z")])),
    ])
    func `a target is taken apart and decoded`(text: String, target: RequestTarget) {
        #expect(RequestTarget(parsing: text) == target)
    }

    @Test(arguments: ["", "*", "host:80", "/%", "/%4", "/%G0", "/%FF", "/%00", "/a?b=%C3"])
    func `what does not decode is no target`(text: String) {
        #expect(RequestTarget(parsing: text) == nil)
    }
}
