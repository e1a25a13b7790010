import PanelSimulator
import PterodactylAPI
import Testing

/// The files of a server, by Wings' own API and by signed addresses.
struct DaemonFileTests {
    private var wings = WingsBench()
    private let server: String
    private let client: String
    private let token: String

    init() {
        server = "/api/servers/\(wings.uuid("Survival"))/files"
        client = "/api/client/servers/\(wings.bench.id("Survival"))"
        token = wings.token()
    }

    private mutating func ask(_ method: HTTPRequest.Method, _ action: String, _ body: String? = nil) -> HTTPResponse {
        wings.ask(method, server + "/" + action, token: token, body: body)
    }

    private mutating func text(_ file: String) -> String? {
        let answer = ask(.get, "contents?file=\(file)")
        return answer.status == 200 ? String(decoding: answer.body, as: UTF8.self) : nil
    }

    private mutating func names(_ directory: String = "/") -> [String] {
        ask(.get, "list-directory?directory=\(directory)").json.elements.map { $0["name"].text }
    }

    @Test mutating func `a file is written, read, copied, renamed, marked and deleted`() {
        #expect(ask(.post, "write?file=notes/a.txt", "hello").status == 204)
        let answer = ask(.get, "contents?file=notes/a.txt")
        #expect(String(decoding: answer.body, as: UTF8.self) == "hello")
        #expect(answer.header("X-Mime-Type") == "text/plain; charset=utf-8")
        #expect(ask(.post, "copy", #"{"location":"/notes/a.txt"}"#).status == 204)
        let rename = #"{"root":"/notes","files":[{"from":"a copy.txt","to":"b.txt"}]}"#
        #expect(ask(.put, "rename", rename).status == 204)
        #expect(ask(.post, "chmod", #"{"root":"/notes","files":[{"file":"b.txt","mode":"600"}]}"#).status == 204)
        let list = ask(.get, "list-directory?directory=notes").json
        #expect(list.elements.map { $0["name"].text } == ["a.txt", "b.txt"])
        #expect(list[1]["mode_bits"].text == "600")
        #expect(
            list[1].keys == [
                "created", "directory", "file", "mime", "mode", "mode_bits", "modified", "name", "size", "symlink",
            ]
        )
        #expect(ask(.post, "delete", #"{"root":"/","files":["notes"]}"#).status == 204)
        #expect(text("notes/a.txt") == nil)
        let before = wings.bench.activity("Survival").filter { $0.hasPrefix("server:file") }
        #expect(before == [])
    }

    @Test mutating func `an archive holds what was packed`() {
        let packed = ask(.post, "compress", #"{"root":"/","files":["eula.txt"]}"#)
        #expect(packed.status == 200)
        _ = ask(.post, "delete", #"{"root":"/","files":["eula.txt"]}"#)
        let unpack = "{\"root\":\"/\",\"file\":\"\(packed.json["name"].text)\"}"
        #expect(ask(.post, "decompress", unpack).status == 204)
        #expect(text("eula.txt") == "eula=true\n")
        #expect(ask(.post, "create-directory", #"{"name":"new","path":"/plugins"}"#).status == 204)
        #expect(names("plugins") == ["new"])
    }

    @Test mutating func `what cannot be done is refused in Wings' words`() {
        let missing = ask(.get, "contents?file=nothing.txt")
        #expect(missing.status == 404)
        #expect(missing.json["request_id"].text == missing.header("X-Request-Id"))
        #expect(ask(.get, "contents?file=plugins").status == 400)
        #expect(ask(.get, "list-directory?directory=nowhere").status == 404)
        #expect(ask(.post, "delete", #"{"root":"/","files":[]}"#).status == 422)
        #expect(ask(.post, "dance", "{}").status == 404)
        let proxy = "/api/servers/\(wings.uuid("Lobby Proxy"))/files/write?file=forwarding.secret"
        let denied = wings.ask(.post, proxy, token: token, body: "x")
        #expect(denied.status == 403)
        #expect(denied.json["error"].text == "This file cannot be modified: present in egg denylist.")
        #expect(wings.ask(.get, server + "/list-directory", token: "wrong").status == 403)
    }

    @Test mutating func `three files are fetched at once, and one can be called off`() {
        func pull(_ number: Int) -> String { "{\"root\":\"/plugins\",\"url\":\"https://example.com/\(number).jar\"}" }
        let ids = (1...3).map { number in ask(.post, "pull", pull(number)).json["identifier"].text }
        #expect(ids.allSatisfy { $0.count == 36 })
        #expect(ask(.post, "pull", pull(4)).status == 400)
        #expect(ask(.get, "pull").json["downloads"].elements.map { $0["identifier"].text } == ids)
        #expect(ask(.delete, "pull/\(ids[1])").status == 204)
        wings.pass(.seconds(3))
        #expect(names("plugins") == ["1.jar", "3.jar"])
        #expect(ask(.get, "pull").json["downloads"].elements == [])
        let local = ask(.post, "pull", #"{"root":"/","url":"http://127.0.0.1/secret"}"#)
        #expect(local.status == 400)
    }

    @Test mutating func `a signed address gives a file once, and only by its own node`() {
        let url = wings.bench.send(.get, client + "/files/download?file=eula.txt").json["attributes"]["url"].text
        let target = String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
        #expect(target.hasPrefix("/download/file?token="))
        let file = wings.ask(.get, target, token: "")
        #expect(String(decoding: file.body, as: UTF8.self) == "eula=true\n")
        #expect(file.header("Content-Disposition") == "attachment; filename=\"eula.txt\"")
        let again = wings.ask(.get, target, token: "")
        #expect(again.status == 404)
        #expect(again.json["error"].text == "The requested resource was not found on this server.")
        #expect(wings.ask(.get, target + "x", token: "").status == 500)
        let backup = wings.bench.send(.get, client + "/backups").json["data"][0]["attributes"]["uuid"].text
        let archive = wings.bench.send(.get, client + "/backups/\(backup)/download").json["attributes"]["url"].text
        let answer = wings.ask(.get, String(archive.drop { $0 != "?" }).withPrefix("/download/backup"), token: "")
        #expect(answer.body.prefix(2) == [0x1F, 0x8B])
    }

    @Test mutating func `a form lands in the directory, once`() {
        let url = wings.bench.send(.get, client + "/files/upload").json["attributes"]["url"].text
        let target = String(url.drop { $0 != "?" }).withPrefix("/upload/file") + "&directory=/plugins"
        let lines = [
            "--line", "Content-Disposition: form-data; name=\"files\"; filename=\"a.txt\"", "Content-Type: text/plain",
            "", "first", "--line", "Content-Disposition: form-data; name=\"files\"; filename=\"b.txt\"", "",
            "second\r\nline", "--line", "Content-Disposition: form-data; name=\"other\"", "", "x", "--line--", "",
        ]
        let headers = [(name: "Content-Type", value: "multipart/form-data; boundary=line")]
        let body = lines.joined(separator: "\r\n")
        #expect(wings.ask(.post, target, token: "", body: body, headers: headers).status == 200)
        #expect(names("plugins") == ["a.txt", "b.txt"])
        #expect(text("plugins/b.txt") == "second\r\nline")
        #expect(wings.ask(.post, target, token: "", body: body, headers: headers).status == 404)
    }

    @Test mutating func `a subuser whose rights change hears no more`() throws {
        let stream = try wings.connect("Survival", key: wings.bench.panel.userKey)
        wings.take(stream)
        wings.pass(.seconds(2))
        #expect(wings.events(stream).contains("stats running"))
        let users = wings.bench.send(.get, client + "/users").json["data"]
        let uuid = users[0]["attributes"]["uuid"].text
        #expect(wings.bench.send(.delete, client + "/users/\(uuid)").status == 204)
        wings.pass(.seconds(2))
        #expect(Set(wings.events(stream)) == ["jwt error jwt: created too far in past (denylist)"])
    }
}

extension String {
    fileprivate func withPrefix(_ prefix: String) -> String { prefix + self }
}
