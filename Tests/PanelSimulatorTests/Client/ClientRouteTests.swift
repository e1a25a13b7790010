import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct ClientRouteTests {
    /// Methods and paths below `api/client` of a panel 1.11.8, from its own route file; numbers stand for ids.
    private static let all = """
        GET /
        GET /permissions
        GET /account
        GET /account/two-factor
        POST /account/two-factor
        POST /account/two-factor/disable
        PUT /account/email
        PUT /account/password
        GET /account/activity
        GET /account/api-keys
        POST /account/api-keys
        DELETE /account/api-keys/1
        GET /account/ssh-keys
        POST /account/ssh-keys
        POST /account/ssh-keys/remove
        GET /servers/1
        GET /servers/1/websocket
        GET /servers/1/resources
        GET /servers/1/activity
        POST /servers/1/command
        POST /servers/1/power
        GET /servers/1/databases
        POST /servers/1/databases
        POST /servers/1/databases/2/rotate-password
        DELETE /servers/1/databases/2
        GET /servers/1/files/list
        GET /servers/1/files/contents
        GET /servers/1/files/download
        PUT /servers/1/files/rename
        POST /servers/1/files/copy
        POST /servers/1/files/write
        POST /servers/1/files/compress
        POST /servers/1/files/decompress
        POST /servers/1/files/delete
        POST /servers/1/files/create-folder
        POST /servers/1/files/chmod
        POST /servers/1/files/pull
        GET /servers/1/files/upload
        GET /servers/1/schedules
        POST /servers/1/schedules
        GET /servers/1/schedules/2
        POST /servers/1/schedules/2
        POST /servers/1/schedules/2/execute
        DELETE /servers/1/schedules/2
        POST /servers/1/schedules/2/tasks
        POST /servers/1/schedules/2/tasks/3
        DELETE /servers/1/schedules/2/tasks/3
        GET /servers/1/network/allocations
        POST /servers/1/network/allocations
        POST /servers/1/network/allocations/2
        POST /servers/1/network/allocations/2/primary
        DELETE /servers/1/network/allocations/2
        GET /servers/1/users
        POST /servers/1/users
        GET /servers/1/users/2
        POST /servers/1/users/2
        DELETE /servers/1/users/2
        GET /servers/1/backups
        POST /servers/1/backups
        GET /servers/1/backups/2
        GET /servers/1/backups/2/download
        POST /servers/1/backups/2/lock
        POST /servers/1/backups/2/restore
        DELETE /servers/1/backups/2
        GET /servers/1/startup
        PUT /servers/1/startup/variable
        POST /servers/1/settings/rename
        POST /servers/1/settings/reinstall
        PUT /servers/1/settings/docker-image
        """

    /// Methods, and paths below a server, of what needs the node.
    private static let onNode: [(HTTPRequest.Method, String, String?)] = [
        (.get, "/files/list", nil), (.get, "/files/contents?file=eula.txt", nil),
        (.post, "/files/copy", #"{"location":"eula.txt"}"#),
        (.put, "/files/rename", #"{"root":"/","files":[{"from":"a","to":"b"}]}"#),
        (.post, "/files/compress", #"{"root":"/","files":["logs"]}"#),
        (.post, "/files/decompress", #"{"root":"/","file":"x"}"#),
        (.post, "/files/delete", #"{"root":"/","files":["x"]}"#),
        (.post, "/files/create-folder", #"{"root":"/","name":"x"}"#),
        (.post, "/files/chmod", #"{"root":"/","files":[{"file":"x","mode":"644"}]}"#),
        (.post, "/files/pull", #"{"url":"https://example.com/x"}"#), (.post, "/settings/reinstall", nil),
        (.post, "/backups", nil),
    ]

    /// What answers from the panel's database alone.
    private static let onPanel: [(HTTPRequest.Method, String, String?)] = [
        (.get, "/files/download?file=eula.txt", nil), (.get, "/files/upload", nil), (.get, "/databases", nil),
        (.get, "/network/allocations", nil), (.get, "/startup", nil), (.get, "/users", nil), (.get, "/schedules", nil),
        (.get, "/activity", nil), (.get, "/backups", nil), (.get, "/websocket", nil),
        (.post, "/settings/rename", #"{"name":"x"}"#),
        (.put, "/startup/variable", #"{"key":"SERVER_JARFILE","value":"a.jar"}"#),
    ]

    @Test func `each of the panel's 69 client routes is there`() throws {
        let lines = Self.all.split(separator: "\n")
        #expect(lines.count == 69)
        var bench = Bench()
        for line in lines {
            let parts = line.split(separator: " ")
            let method = try #require(HTTPRequest.Method(rawValue: String(parts[0])))
            guard case .answer(let answer, _) = bench.reply(method, "/api/client\(parts[1])", key: nil) else { return }
            #expect(answer.status == 401, "\(line)")
        }
    }

    @Test(arguments: Self.onNode.indices)
    func `what needs the node fails as the node does`(_ index: Int) throws {
        let (method, path, body) = Self.onNode[index]
        for (mode, status) in [(NodeMode.refuse, 504), (.error(500), 500), (.error(403), 403), (.hang, 504)] {
            var bench = Bench()
            try bench.apply(.setNodeMode(NodeID(1), mode))
            let target = bench.path("Survival") + path
            guard
                case .answer(let answer, let delay) = bench.reply(
                    method,
                    target,
                    key: bench.panel.clientKey,
                    body: body
                )
            else {
                Issue.record("no answer")
                return
            }
            #expect(answer.status == status, "\(mode)")
            #expect(answer.json["errors"][0]["code"].text == "DaemonConnectionException")
            #expect(delay == (mode == .hang ? .seconds(15) : .zero))
        }
    }

    @Test(arguments: Self.onPanel.indices)
    func `what does not need the node works without it, and all of it stops with the server's state`(_ index: Int)
        throws
    {
        let (method, path, body) = Self.onPanel[index]
        var bench = Bench()
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        let id = bench.id("Survival")
        let target = "/api/client/servers/\(id)\(path)"
        #expect(bench.send(method, target, body: body).status < 300)
        try bench.apply(.suspend(id))
        #expect(bench.send(method, target, body: body).status == 409)
    }

    @Test(arguments: Self.onPanel.indices)
    func `who is only let in may do nothing else`(_ index: Int) {
        let (method, path, body) = Self.onPanel[index]
        guard path != "/websocket" else { return }
        var bench = Bench()
        let answer = bench.send(method, bench.path("Survival") + path, key: bench.panel.userKey, body: body)
        #expect(answer.status == 403)
        #expect(answer.json["errors"][0]["detail"].text == "This action is unauthorized.")
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/api/client/account/two-factor/disable", "POST"),
        (.put, "/api/client/account/api-keys", "GET, HEAD, POST"),
        (.post, "/api/client/servers/x/backups/y", "GET, HEAD, DELETE"),
        (.get, "/api/client/servers/x/settings/rename", "POST"),
        (.get, "/api/client/servers/x/schedules/1/tasks/2", "POST, DELETE"),
    ])
    func `a path for other methods names them`(_ method: HTTPRequest.Method, _ path: String, _ allowed: String) {
        var bench = Bench()
        let answer = bench.send(method, path)
        #expect(answer.status == 405)
        #expect(answer.header("Allow") == allowed)
    }

    @Test func `an unknown object below a server costs no request`() {
        var bench = Bench()
        let path = bench.path("Survival")
        let unknown: [(HTTPRequest.Method, String)] = [
            (.delete, "/databases/abcdefgh"), (.delete, "/network/allocations/999"), (.get, "/users/nobody"),
            (.get, "/schedules/999"), (.delete, "/schedules/1/tasks/999"), (.post, "/backups/none/restore"),
        ]
        for (method, rest) in unknown {
            let answer = bench.send(method, path + rest)
            #expect(answer.status == 404, "\(rest)")
            #expect(answer.header("X-RateLimit-Limit") == nil, "\(rest)")
        }
        #expect(bench.send(.get, "/api/client").header("X-RateLimit-Remaining") == "719")
    }
}
