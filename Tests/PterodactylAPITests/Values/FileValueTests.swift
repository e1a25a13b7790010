import Foundation
import PterodactylAPI
import TestSupport
import Testing

/// What the answers about files are read to, and what names survive.
struct FileValueTests {
    private let files = recordedServer("e56e7773").files

    @Test func `a folder's entries have their kinds, modes and sizes`() throws {
        let entries = try Fixtures.read("servers.files.list_files", by: files.list())
        #expect(entries.map(\.name) == ["logs", "eula.txt", "ops.json", "server.properties"])
        #expect(entries.map(\.isFile) == [false, true, true, true])
        #expect(entries[0].mode == 0o755 && entries[0].mimeType == "inode/directory")
        #expect(entries[3].mode == 0o644 && entries[3].size == 68 && !entries[3].isSymbolicLink)
        #expect(entries[1].modifiedAt == PanelTime(parsing: "2026-11-23T15:44:41+00:00"))
    }

    @Test func `an archive is a file like another`() throws {
        let archive = try Fixtures.read("servers.files.compress_files", by: files.compress(["hi.txt", "newdir"]))
        #expect(archive.name == "archive-2026-11-23T154547Z.tar.gz" && archive.mimeType == "application/tar+gzip")
    }

    @Test func `contents are text, or bytes`() throws {
        let text = try Fixtures.read("servers.files.get_file_contents", by: files.text(of: "/server.properties"))
        #expect(text == "#Minecraft server properties\nmotd=A Minecraft Server\nmax-players=20\n")
        let bytes = try Fixtures.read("servers.files.get_file_contents", by: files.contents(of: "/server.properties"))
        #expect(bytes == Array(text.utf8))
    }

    @Test func `a file may hold anything, but a page from in between is no file`() throws {
        let plain = [(name: "Content-Type", value: "text/plain; charset=UTF-8")]
        for text in [#"{"a":1}"#, "<html></html>", "", "null"] {
            let response = HTTPResponse(status: 200, headers: plain, body: Array(text.utf8))
            #expect(try files.text(of: "a").endpoint.interpret(response) == text)
        }
        let binary = HTTPResponse(status: 200, headers: plain, body: [0xFF, 0x00, 0xFE])
        #expect(try files.contents(of: "a").endpoint.interpret(binary) == [0xFF, 0x00, 0xFE])
        #expect(throws: PanelError.undecodable(path: "$", detail: "the file is not UTF-8")) {
            try files.text(of: "a").endpoint.interpret(binary)
        }
        #expect(throws: PanelError.unexpectedBody(status: 200, detail: "an HTML page titled \"Login\"")) {
            try files.contents(of: "a").endpoint.interpret(.html("<title>Login</title>"))
        }
    }

    /// The panel takes the encoding off a query once, and off the name of a download a second time.
    @Test(arguments: ["/100%.txt", "/a%20b", "/ä ö+&=#?.txt", "/%25", "/plain.txt"])
    func `a name with odd characters reaches the node as it is`(name: String) throws {
        let reading = try file(of: files.contents(of: name).call)
        #expect(reading.removingPercentEncoding == name)
        let downloading = try file(of: files.download(name).call)
        #expect(downloading.removingPercentEncoding?.removingPercentEncoding == name)
        let writing = try file(of: files.write([1], to: name).call)
        #expect(writing.removingPercentEncoding == name)
    }

    private func file(of call: APICall) throws -> String {
        let target = call.request(base: "https://panel.example.com", key: Secret("k")).target
        return try #require(target.components(separatedBy: "?file=").last)
    }

    @Test func `a signed address is opened on purpose only, and takes a folder for uploads`() throws {
        let upload = try Fixtures.read("servers.files.get_upload_file_url", by: files.upload())
        #expect(upload.url.reveal().hasPrefix("http://127.0.0.1:8801/upload/file?token="))
        #expect(upload.uploading(into: "/plugins & more").url.reveal().hasSuffix("&directory=%2Fplugins%20%26%20more"))
        #expect(!printed(upload).contains("token="))
    }

    @Test(arguments: [("644", 0o644), ("0755", 0o755), ("1777", 0o1777), ("0", 0)] as [(String, UInt16)])
    func `modes are octal`(text: String, bits: UInt16) {
        #expect(FileMode(octal: text)?.rawValue == bits)
        #expect(FileMode(octal: FileMode(rawValue: bits).description)?.rawValue == bits)
    }

    @Test(arguments: ["", "8", "-1", "+644", "0o644", "rw-", "99999999"])
    func `other texts are no modes`(text: String) {
        #expect(FileMode(octal: text) == nil)
    }

    @Test func `wishes of a download from elsewhere go along when there are any`() {
        let body = files.pull("https://example.com/a.jar", into: "/mods", as: "b.jar", usesHeader: false, waits: true)
            .call.body
        let expected: JSONValue = [
            "url": "https://example.com/a.jar", "directory": "/mods", "filename": "b.jar", "use_header": false,
            "foreground": true,
        ]
        #expect(body == .json(expected.encoded()))
    }
}
