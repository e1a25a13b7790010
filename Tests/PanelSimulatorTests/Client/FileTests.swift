import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct FileTests {
    private var bench = Bench()
    private let files: String

    init() { files = bench.path("Survival") + "/files" }

    private mutating func names(_ directory: String) -> [String] {
        let list = bench.send(.get, files + "/list?directory=" + directory).json["data"]
        return list.elements.map { $0["attributes"]["name"].text }
    }

    private mutating func text(_ file: String) -> String {
        String(decoding: bench.send(.get, files + "/contents?file=" + file).body, as: UTF8.self)
    }

    @Test mutating func `directories come first, and each entry has its size, mode and kind`() {
        let list = bench.send(.get, files + "/list").json["data"]
        let entries = list.elements.map { $0["attributes"] }
        #expect(
            entries.map { $0["name"].text } == [
                "logs", "plugins", "world", "eula.txt", "ops.json", "server.jar", "server.properties",
            ]
        )
        #expect(entries[0]["mode"].text == "drwxr-xr-x")
        #expect(entries[0]["mimetype"].text == "inode/directory")
        #expect(entries[3]["size"].number == 10)
        #expect(entries[3]["mode_bits"].text == "644")
        #expect(entries[3]["mimetype"].text == "text/plain; charset=utf-8")
        #expect(entries[4]["mimetype"].text == "application/json")
        #expect(entries[5]["mimetype"].text == "application/jar")
    }

    @Test mutating func `a file is written with its directories, read, and written over`() {
        #expect(bench.write(Array("one".utf8), to: files + "/write?file=%2Fa%2Fb%2Fc.txt").status == 204)
        bench.pass(.seconds(90))
        #expect(bench.write(Array("three".utf8), to: files + "/write?file=a%2F.%2Fb%2F..%2Fb%2Fc.txt").status == 204)
        #expect(names("%2Fa%2Fb") == ["c.txt"])
        #expect(text("a%2Fb%2Fc.txt") == "three")
        let entry = bench.send(.get, files + "/list?directory=a%2Fb").json["data"][0]["attributes"]
        #expect(entry["created_at"].text == "2026-11-23T12:00:30+00:00")
        #expect(entry["modified_at"].text == "2026-11-23T12:02:00+00:00")
        #expect(bench.activity("Survival").prefix(2) == ["server:file.read", "server:file.write"])
    }

    @Test mutating func `files are renamed, also into other directories, and a missing source is passed over`() {
        let body = #"{"root":"/","files":[{"from":"eula.txt","to":"old/e.txt"},{"from":"nope","to":"x"}]}"#
        #expect(bench.send(.put, files + "/rename", body: body).status == 204)
        #expect(names("%2Fold") == ["e.txt"])
        let taken = #"{"root":"/","files":[{"from":"ops.json","to":"server.jar"}]}"#
        let refused = bench.send(.put, files + "/rename", body: taken)
        #expect(refused.status == 400)
        #expect(refused.json["errors"][0]["code"].text == "DaemonConnectionException")
        let moved = #"{"root":"/","files":[{"from":"world","to":"world2"}]}"#
        #expect(bench.send(.put, files + "/rename", body: moved).status == 204)
        #expect(names("%2Fworld2") == ["level.dat"])
    }

    @Test mutating func `copies get names of their own`() {
        for _ in 0..<3 {
            #expect(bench.send(.post, files + "/copy", body: #"{"location":"/eula.txt"}"#).status == 204)
        }
        #expect(
            names("%2F").filter { $0.hasPrefix("eula") } == [
                "eula copy 1.txt", "eula copy 2.txt", "eula copy.txt", "eula.txt",
            ]
        )
        #expect(bench.send(.post, files + "/copy", body: #"{"location":"/logs"}"#).status == 404)
    }

    @Test mutating func `a folder is made, marked and deleted with what is in it`() {
        #expect(bench.send(.post, files + "/create-folder", body: #"{"root":"/plugins","name":"x/y"}"#).status == 204)
        #expect(bench.write([65], to: files + "/write?file=plugins%2Fx%2Fy%2Fa.bin").status == 204)
        let mode = #"{"root":"/plugins/x/y","files":[{"file":"a.bin","mode":"750"}]}"#
        #expect(bench.send(.post, files + "/chmod", body: mode).status == 204)
        let entry = bench.send(.get, files + "/list?directory=plugins%2Fx%2Fy").json["data"][0]["attributes"]
        #expect(entry["mode"].text == "-rwxr-x---")
        let number = #"{"root":"/plugins/x/y","files":[{"file":"a.bin","mode":750}]}"#
        #expect(bench.send(.post, files + "/chmod", body: number).status == 400)
        #expect(bench.send(.post, files + "/delete", body: #"{"root":"/plugins","files":["x"]}"#).status == 204)
        #expect(names("plugins") == [])
        #expect(bench.send(.get, files + "/list?directory=plugins%2Fx").status == 404)
        let blocked = bench.send(.post, files + "/create-folder", body: #"{"root":"/eula.txt","name":"x"}"#)
        #expect(blocked.status == 400)
        #expect(blocked.json["errors"][0]["detail"].text.contains("ENOTDIR"))
    }

    @Test(arguments: ["..%2F..%2Fetc%2Fpasswd", "%2Fnope", "logs%2Fnope.log"])
    mutating func `what is not there, or outside of the server, is Wings' 404`(_ file: String) {
        let answer = bench.send(.get, files + "/contents?file=" + file)
        #expect(answer.status == 404)
        #expect(answer.json["errors"][0]["code"].text == "DaemonConnectionException")
    }

    @Test mutating func `directories and files of more than four MiB are not read out`() {
        #expect(bench.send(.get, files + "/contents?file=logs").status == 400)
        let limit = 4 * 1_048_576
        #expect(bench.write([UInt8](repeating: 65, count: limit), to: files + "/write?file=big").status == 204)
        #expect(bench.send(.get, files + "/contents?file=big").body.count == limit)
        #expect(bench.write([UInt8](repeating: 65, count: limit + 1), to: files + "/write?file=big").status == 204)
        let refused = bench.send(.get, files + "/contents?file=big")
        #expect(refused.status == 400)
        #expect(refused.json["errors"][0]["code"].text == "FileSizeTooLargeException")
    }

    @Test mutating func `an empty write and a JSON type around other bytes are refused`() {
        let empty = bench.write([], to: files + "/write?file=a")
        #expect(empty.status == 400)
        #expect(empty.json["errors"][0]["detail"].text.contains("Missing Content-Length"))
        let wrong = bench.send(.post, files + "/write?file=a", body: "not JSON")
        #expect(wrong.status == 400)
        #expect(wrong.json["errors"][0]["code"].text == "BadRequestHttpException")
    }

    @Test mutating func `nothing is written where the disk is full, and what is written counts`() throws {
        let before = bench.resources("Survival")["resources"]["disk_bytes"].number
        _ = bench.write([UInt8](repeating: 65, count: 1_000_000), to: files + "/write?file=big")
        bench.pass(.seconds(21))
        #expect(bench.resources("Survival")["resources"]["disk_bytes"].number >= before + 1_000_000)
        try bench.apply(.fillDisk(bench.id("Survival"), percent: 100))
        bench.pass(.seconds(300))
        let refused = bench.write([65, 66], to: files + "/write?file=small")
        #expect(refused.status == 400)
        #expect(refused.json["errors"][0]["detail"].text.contains("not enough disk space"))
        #expect(bench.write([65], to: files + "/write?file=eula.txt").status == 204)
        let archive = bench.send(.post, files + "/compress", body: #"{"root":"/","files":["logs"]}"#)
        #expect(archive.status == 409)
    }

    @Test mutating func `a file on the egg's denylist stays as it is`() {
        let path = bench.path("Lobby Proxy") + "/files"
        let refused = bench.write([65], to: path + "/write?file=forwarding.secret")
        #expect(refused.status == 403)
        #expect(refused.json["errors"][0]["code"].text == "DaemonConnectionException")
        #expect(refused.json["errors"][0]["detail"].text.contains("present in egg denylist"))
        let rename = #"{"root":"/","files":[{"from":"eula.txt","to":"forwarding.secret"}]}"#
        #expect(bench.send(.put, path + "/rename", body: rename).status == 403)
    }

    @Test mutating func `a pulled file is there a moment later, unless it would come from the node's own network`() {
        let far = #"{"url":"https://example.com/files/plugin.jar?x=1","directory":"/plugins"}"#
        let near = #"{"url":"http://10.0.0.7/secret.txt","directory":"/plugins"}"#
        #expect(bench.send(.post, files + "/pull", body: far).status == 204)
        #expect(bench.send(.post, files + "/pull", body: near).status == 204)
        #expect(names("plugins") == [])
        bench.pass(.seconds(3))
        #expect(names("plugins") == ["plugin.jar"])
        let foreground = #"{"url":"http://10.0.0.7/secret.txt","foreground":true}"#
        #expect(bench.send(.post, files + "/pull", body: foreground).status == 400)
    }

    @Test mutating func `a signed address gives a file once and for a quarter of an hour`() {
        func url() -> String {
            bench.send(.get, files + "/download?file=%2Feula.txt").json["attributes"]["url"].text
        }
        let first = url()
        #expect(first.hasPrefix("https://fra-1.nodes.example.com:8080/download/file?token="))
        #expect(first.split(separator: ".").count == 6)
        #expect(bench.panel.download(first, at: bench.now) == Array("eula=true\n".utf8))
        #expect(bench.panel.download(first, at: bench.now) == nil)
        let second = url()
        bench.pass(.seconds(901))
        #expect(bench.panel.download(second, at: bench.now) == nil)
    }

    @Test mutating func `an upload lands where it was sent, once, and is in the log a minute later`() {
        func url() -> String { bench.send(.get, files + "/upload").json["attributes"]["url"].text }
        let first = url()
        #expect(bench.panel.upload([65], named: "a.txt", into: "/plugins", to: first, at: bench.now) == true)
        #expect(bench.panel.upload([65], named: "b.txt", into: "/plugins", to: first, at: bench.now) == false)
        #expect(names("plugins") == ["a.txt"])
        let path = bench.path("Survival")
        let download = bench.send(.get, files + "/download?file=eula.txt").json["attributes"]["url"].text
        #expect(bench.panel.upload([65], named: "c.txt", to: download, at: bench.now) == false)
        bench.pass(.seconds(61))
        let entry = bench.send(.get, path + "/activity?filter[event]=uploaded&include=actor").json["data"][0][
            "attributes"
        ]
        #expect(entry["is_api"] == .bool(false))
        #expect(entry["properties"]["directory"].text == "/plugins/")
        #expect(entry["relationships"]["actor"]["attributes"]["username"].text == "admin")
    }

    @Test mutating func `what the fields of a request lack is said in the panel's words`() {
        let lacking: [(HTTPRequest.Method, String, String, [String])] = [
            (.get, "/contents", "", ["file required"]), (.post, "/copy", "{}", ["location required"]),
            (.put, "/rename", "{}", ["root required", "files required"]),
            (.post, "/delete", #"{"root":"/","files":[]}"#, ["files required"]),
            (.post, "/delete", #"{"root":"/","files":["a",1]}"#, ["files.1 string"]),
            (.post, "/chmod", #"{"root":"/","files":[{"file":"a"}]}"#, ["files.0.mode required"]),
            (.post, "/pull", #"{"url":"no address"}"#, ["url url"]),
            (.post, "/compress", #"{"root":"/","files":"eula.txt"}"#, ["files array"]),
        ]
        for (method, path, body, expected) in lacking {
            let answer = bench.send(method, files + path, body: body.isEmpty ? nil : body)
            #expect(answer.status == 422, "\(path)")
            let found = answer.json["errors"].elements.map {
                "\($0["meta"]["source_field"].text) \($0["meta"]["rule"].text)"
            }
            #expect(found == expected, "\(path)")
        }
    }
}
