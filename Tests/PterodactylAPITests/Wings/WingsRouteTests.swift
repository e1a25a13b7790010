import PterodactylAPI
import Testing

/// The routes of Wings 1.11.11 that an outsider may call: 26 of its 37.
///
/// The others are the panel's alone (making and deleting servers, configuration, transfers: 7), or are reached by an address
/// that the panel signs (two downloads, an upload, the WebSocket: 4).
struct WingsRouteTests {
    /// A request of ours, and what must be sent for it below `/api`.
    struct Case: Sendable, CustomTestStringConvertible {
        let call: APICall
        let expected: String
        let body: JSONValue

        init<Answer>(_ request: Request<Answer, Unsent>, _ expected: String, _ body: JSONValue = .null) {
            self.call = request.call
            self.expected = expected
            self.body = body
        }

        var testDescription: String { expected }
    }

    private static let server = WingsAPI().servers(survival)
    private static let path = "/servers/\(survival)"
    private static let backup = BackupUUID("dfeb54be-e7c2-56de-8a6a-33a33222ce16")

    static let cases: [Case] = [
        Case(WingsAPI().system(), "GET /system"),
        Case(WingsAPI().servers.list(), "GET /servers"),
        Case(server.get(), "GET \(path)"),
        Case(server.logs(), "GET \(path)/logs?size=100"),
        Case(server.power(.stop), "POST \(path)/power", ["action": "stop"]),
        Case(server.commands(["say a", "say b"]), "POST \(path)/commands", ["commands": ["say a", "say b"]]),
        Case(server.sync(), "POST \(path)/sync"),
        Case(server.install(), "POST \(path)/install"),
        Case(server.reinstall(), "POST \(path)/reinstall"),
        Case(server.denyTokens(["x", "y"]), "POST \(path)/ws/deny", ["jtis": ["x", "y"]]),
        Case(
            server.backups.create(backup, ignored: ["*.log", "cache"]),
            "POST \(path)/backup",
            ["adapter": "wings", "uuid": .string(backup.rawValue), "ignore": "*.log\ncache"]
        ),
        Case(
            server.backups.restore(backup, truncate: true),
            "POST \(path)/backup/\(backup)/restore",
            ["adapter": "wings", "truncate_directory": true]
        ),
        Case(server.backups.delete(backup), "DELETE \(path)/backup/\(backup)"),
        Case(server.files.contents(of: "/a b.txt"), "GET \(path)/files/contents?file=%2Fa%20b.txt"),
        Case(server.files.list("/logs"), "GET \(path)/files/list-directory?directory=%2Flogs"),
        Case(
            server.files.rename([FileRename(from: "a", to: "b"), FileRename(from: "c", to: "d/c")], in: "/x"),
            "PUT \(path)/files/rename",
            ["root": "/x", "files": [["from": "a", "to": "b"], ["from": "c", "to": "d/c"]]]
        ),
        Case(server.files.copy("/a"), "POST \(path)/files/copy", ["location": "/a"]),
        Case(server.files.write(Array("hé".utf8), to: "/a"), "POST \(path)/files/write?file=%2Fa", "hé"),
        Case(
            server.files.createFolder("plugins"),
            "POST \(path)/files/create-directory",
            ["name": "plugins", "path": "/"]
        ),
        Case(server.files.delete(["a"]), "POST \(path)/files/delete", ["root": "/", "files": ["a"]]),
        Case(server.files.compress(["a"]), "POST \(path)/files/compress", ["root": "/", "files": ["a"]]),
        Case(server.files.decompress("a.zip"), "POST \(path)/files/decompress", ["root": "/", "file": "a.zip"]),
        Case(
            server.files.chmod([FileModeChange("a", 0o755), FileModeChange("b", 0o644)]),
            "POST \(path)/files/chmod",
            ["root": "/", "files": [["file": "a", "mode": "755"], ["file": "b", "mode": "644"]]]
        ),
        Case(server.files.pulls.list(), "GET \(path)/files/pull"),
        Case(
            server.files.pulls.start("https://example.com/a.jar", into: "/mods", as: "b.jar"),
            "POST \(path)/files/pull",
            [
                "url": "https://example.com/a.jar", "root": "/mods", "file_name": "b.jar", "use_header": false,
                "foreground": false,
            ]
        ),
        Case(server.files.pulls.cancel(WingsPull.ID("x/y")), "DELETE \(path)/files/pull/x%2Fy"),
    ]

    /// Other forms of the same routes.
    static let variants: [Case] = [
        Case(WingsAPI().system(isDetailed: true), "GET /system?v=2"),
        Case(server.logs(lines: 20), "GET \(path)/logs?size=20"),
        Case(server.command("list"), "POST \(path)/commands", ["commands": ["list"]]),
        Case(
            server.power(.restart, waiting: .seconds(30)),
            "POST \(path)/power",
            ["action": "restart", "wait_seconds": 30]
        ),
        Case(server.power(.kill, waiting: .zero), "POST \(path)/power", ["action": "kill", "wait_seconds": 1]),
        Case(
            server.power(.start, waiting: .seconds(900)),
            "POST \(path)/power",
            ["action": "start", "wait_seconds": 300]
        ),
        Case(
            server.backups.create(backup, in: .s3),
            "POST \(path)/backup",
            ["adapter": "s3", "uuid": .string(backup.rawValue), "ignore": ""]
        ),
        Case(
            server.backups.restore(backup, from: "https://s3.example.com/x", truncate: false),
            "POST \(path)/backup/\(backup)/restore",
            ["adapter": "s3", "truncate_directory": false, "download_url": "https://s3.example.com/x"]
        ),
        Case(
            server.files.pulls.fetch("https://example.com/a.jar", usesHeader: true),
            "POST \(path)/files/pull",
            ["url": "https://example.com/a.jar", "root": "/", "use_header": true, "foreground": true]
        ),
        Case(WingsAPI().servers(ServerUUID("../x")).get(), "GET /servers/..%2Fx"),
    ]

    @Test(arguments: cases + variants)
    func `the request is what Wings takes`(_ one: Case) {
        let request = one.call.request(base: "http://node:8080", key: Secret("token"))
        #expect(request.method.rawValue + " " + request.target == one.expected.replacing(" /", with: " /api/"))
        #expect(request.header("authorization") == "Bearer token")
        if case .text(let bytes) = one.call.body {
            #expect(one.body == .string(String(decoding: bytes, as: UTF8.self)))
        } else {
            #expect((JSONValue(parsing: request.body) ?? .null) == one.body)
        }
        #expect(one.call.api == .wings && one.call.isRepeatable == (one.call.method == .get))
    }

    @Test func `26 routes are served, each by a word of its own`() {
        let routes = Set(Self.cases.map { $0.expected.prefix { $0 != "?" } })
        print("Wings routes served: \(routes.count)")
        #expect(routes.count == 26 && Self.cases.count == 26)
        let names = Self.cases.map(\.call.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.hasPrefix("wings_") && $0.allSatisfy { $0 == "_" || ("a"..."z").contains($0) } })
    }

    @Test func `what takes long is waited for`() {
        #expect(Self.server.files.compress(["a"]).call.timeout == .seconds(900))
        #expect(Self.server.files.decompress("a").call.timeout == .seconds(900))
        #expect(Self.server.files.pulls.fetch("u").call.timeout == .seconds(900))
        #expect(Self.server.files.pulls.start("u").call.timeout == .seconds(15))
        #expect(Self.server.sync().call.timeout == .seconds(40))
    }
}
