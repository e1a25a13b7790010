import PterodactylAPI
import TestSupport
import Testing

/// The answers of a real Wings through our requests.
struct WingsAnswerTests {
    /// A request of ours for an exchange, whether it is the recorded one, and its reader.
    private struct Ours {
        let call: APICall
        let isSame: Bool
        let read: (HTTPResponse) throws(PanelError) -> Void

        init<Answer>(_ request: Request<Answer, Unsent>, isSame: Bool = true) {
            self.call = request.call
            self.isSame = isSame
            self.read = { (response) throws(PanelError) in _ = try request.endpoint.interpret(response) }
        }
    }

    private func ours(for exchange: WingsExchange) -> Ours? {
        let wings = WingsAPI()
        switch exchange.target {
        case "/api/system": return Ours(wings.system())
        case "/api/system?v=2": return Ours(wings.system(isDetailed: true))
        case "/api/servers": return Ours(wings.servers.list())
        case "/nope": return Ours(wings.system(), isSame: false)
        default: break
        }
        let parts = exchange.target.split(separator: "/").map(String.init)
        let server = wings.servers(ServerUUID(parts[2]))
        switch parts.count > 3 ? parts[3] : "" {
        case "": return Ours(server.get())
        case "logs": return Ours(server.logs(), isSame: false)
        case "power":
            let signal = exchange.body["action"]?.string.flatMap { PowerSignal(rawValue: $0) }
            return Ours(server.power(signal ?? .start), isSame: signal != nil)
        case "commands":
            return Ours(server.commands((exchange.body["commands"]?.array ?? []).compactMap(\.string)))
        default: return nil
        }
    }

    /// The error that an answer must be; nil for one that must be read.
    private func reason(_ exchange: WingsExchange) -> String? {
        switch exchange.response.status {
        case 200..<300: nil
        case 400, 422: "refused"
        case 401, 403: "unauthenticated"
        case 404: exchange.target == "/nope" ? "unexpected_body" : "not_found"
        case 502: "server_offline"
        default: "none"
        }
    }

    @Test(arguments: ["http_errors.jsonl", "suspend.jsonl"])
    func `each exchange of a trace is one of ours, its answer read or told apart`(trace: String) throws {
        let exchanges = try WingsExchange.all(of: trace)
        #expect(exchanges.count == (trace == "suspend.jsonl" ? 1 : 53))
        for exchange in exchanges {
            let ours = try #require(self.ours(for: exchange), "\(exchange.testDescription)")
            if ours.isSame {
                let request = ours.call.request(base: "http://node", key: Secret("t"))
                #expect(request.method.rawValue == exchange.method && request.target == exchange.target)
                #expect((JSONValue(parsing: request.body) ?? .null) == exchange.body, "\(exchange.testDescription)")
            }
            do throws(PanelError) {
                try ours.read(exchange.response)
                #expect(reason(exchange) == nil, "\(exchange.testDescription)")
            } catch {
                #expect(reason(exchange) == error.reason, "\(exchange.testDescription): \(error)")
            }
        }
    }

    @Test func `the machine, in both forms`() throws {
        let short = try WingsAPI().system().endpoint.interpret(
            HTTPResponse(status: 200, body: Trace.bytes(of: "wings_system.json"))
        )
        #expect(short.version == "1.11.11" && short.processorThreads == 2 && short.docker == nil)
        let long = try WingsAPI().system(isDetailed: true).endpoint.interpret(
            HTTPResponse(status: 200, body: Trace.bytes(of: "wings_system_v2.json"))
        )
        #expect(long.systemName == "Debian GNU/Linux 12 (bookworm)" && long.docker?.containers.total == 4)
        let servers = try WingsAPI().servers.list().endpoint.interpret(
            HTTPResponse(status: 200, body: Trace.bytes(of: "wings_servers_bulk.json"))
        )
        #expect(servers.first?.name == "wings-one" && servers.first?.address?.port == 26001)
    }

    @Test(arguments: [
        (403, "You are not authorized to access this endpoint.", "unauthenticated"),
        (403, "This file cannot be modified: present in egg denylist.", "forbidden"),
        (404, "The requested resources was not found on the system.", "not_found"),
        (409, "Cannot execute server reinstall event while another power action is running.", "conflict"),
        (500, "The server could not process this request in time, please try again.", "node_error"),
        (400, "Cannot start or restart a server that is suspended.", "refused"),
    ])
    func `an error of Wings is one of ours`(status: Int, text: String, reason: String) {
        let body: JSONValue = ["error": .string(text), "request_id": "x"]
        let error = PanelError(.json(body, status: status), to: WingsAPI().servers(survival).files.copy("a").call)
        #expect(error?.reason == reason)
    }

    @Test func `a 502 is a stopped server to commands alone`() {
        let response = HTTPResponse.json(["error": "Cannot send commands to a stopped server instance."], status: 502)
        let server = WingsAPI().servers(survival)
        #expect(PanelError(response, to: server.command("x").call) == .serverOffline)
        #expect(PanelError(response, to: server.get().call)?.reason == "node_error")
    }

    @Test func `lines, files and downloads are read as Wings writes them`() throws {
        let server = WingsAPI().servers(survival)
        #expect(try server.logs().endpoint.interpret(.json(["data": ["a", "b"]])) == ["a", "b"])
        #expect(try server.logs().endpoint.interpret(.json(["data": nil])) == [])
        let files = try server.files.list().endpoint.interpret(
            .json([
                [
                    "name": "world", "created": "2024-10-24T19:30:24+02:00", "modified": "2024-10-24T19:30:24.5+02:00",
                    "mode": "drwxr-xr-x", "mode_bits": "755", "size": 4096, "directory": true, "file": false,
                    "symlink": false, "mime": "inode/directory",
                ]
            ])
        )
        #expect(
            files == [
                FileEntry(
                    name: "world",
                    mode: 0o755,
                    size: 4096,
                    isFile: false,
                    mimeType: "inode/directory",
                    createdAt: PanelTime(parsing: "2024-10-24T17:30:24Z"),
                    modifiedAt: PanelTime(parsing: "2024-10-24T17:30:24.500Z")
                )
            ]
        )
        #expect(try server.files.list().endpoint.interpret(HTTPResponse(status: 200, body: Array("null".utf8))) == [])
        let page = HTTPResponse.html("<html>not an error</html>")
        #expect(try server.files.contents(of: "index.html").endpoint.interpret(page) == page.body)
        let pulls = try server.files.pulls.list().endpoint.interpret(
            .json(["downloads": [["Identifier": "x", "Progress": 0.25], ["Identifier": "y", "Progress": -1]]])
        )
        #expect(
            pulls == [
                WingsPull(id: WingsPull.ID("x"), fraction: 0.25), WingsPull(id: WingsPull.ID("y"), fraction: nil),
            ]
        )
        #expect(try server.files.pulls.list().endpoint.interpret(.json(["downloads": nil])) == [])
        let started = try server.files.pulls.start("u").endpoint.interpret(.json(["identifier": "z"], status: 202))
        #expect(started == WingsPull.ID("z"))
    }
}
