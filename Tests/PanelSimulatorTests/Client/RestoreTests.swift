import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct RestoreTests {
    private var bench = Bench()
    private let server: String

    init() { server = bench.path("Survival") }

    private mutating func backUp(_ body: String = "{}") -> String {
        let uuid = bench.send(.post, server + "/backups", body: body).json["attributes"]["uuid"].text
        bench.pass(.seconds(240))
        return uuid
    }

    private mutating func text(_ file: String) -> String {
        let answer = bench.send(.get, server + "/files/contents?file=" + file)
        return answer.status == 200 ? String(decoding: answer.body, as: UTF8.self) : "\(answer.status)"
    }

    @Test(arguments: [(true, "404"), (false, "new")])
    mutating func `a restore stops the server, brings files back, and tells when it is done`(
        _ isTruncating: Bool,
        _ newFile: String
    ) {
        let uuid = backUp()
        _ = bench.write(Array("changed".utf8), to: server + "/files/write?file=eula.txt")
        _ = bench.write(Array("new".utf8), to: server + "/files/write?file=new.txt")
        #expect(bench.state("Survival") == .running)
        let body = #"{"truncate":\#(isTruncating)}"#
        #expect(bench.send(.post, server + "/backups/\(uuid)/restore", body: body).status == 204)
        #expect(bench.send(.get, server).json["attributes"]["status"].text == "restoring_backup")
        #expect(bench.send(.post, server + "/backups/\(uuid)/restore", body: body).status == 409)
        bench.pass(.seconds(180))
        #expect(bench.send(.get, server).json["attributes"]["status"] == .null)
        #expect(bench.state("Survival") == .offline)
        #expect(text("eula.txt") == "eula=true\n")
        #expect(text("new.txt") == newFile)
        let entry = bench.send(.get, server + "/activity?filter[event]=backup.restore&sort=timestamp").json["data"]
        #expect(entry[0]["attributes"]["properties"]["truncate"] == .bool(isTruncating))
        #expect(entry[1]["attributes"]["event"].text == "server:backup.restore-complete")
        #expect(entry[1]["attributes"]["is_api"] == .bool(false))
    }

    @Test mutating func `what a backup ignores is not in it`() {
        let uuid = backUp(#"{"ignored":"*.log\nplugins"}"#)
        _ = bench.send(.post, server + "/files/delete", body: #"{"root":"/","files":["logs","eula.txt"]}"#)
        _ = bench.send(.post, server + "/backups/\(uuid)/restore", body: #"{"truncate":false}"#)
        bench.pass(.seconds(180))
        #expect(text("eula.txt") == "eula=true\n")
        #expect(text("logs%2Flatest.log") == "404")
    }

    @Test mutating func `a restore fails when the server does not stop, under a name with a slip`() throws {
        let uuid = backUp()
        try bench.apply(.setHangs(bench.id("Survival"), ignoresStop: true, hangsInStarting: false))
        _ = bench.send(.post, server + "/backups/\(uuid)/restore", body: #"{"truncate":true}"#)
        bench.pass(.seconds(180))
        #expect(bench.activity("Survival").first == "server.backup.restore-failed")
        #expect(bench.state("Survival") == .stopping)
        #expect(text("eula.txt") == "eula=true\n")
    }

    @Test mutating func `a backup that runs cannot be restored, and truncate must be said`() {
        let uuid = bench.send(.post, server + "/backups").json["attributes"]["uuid"].text
        let early = bench.send(.post, server + "/backups/\(uuid)/restore", body: #"{"truncate":true}"#)
        #expect(early.status == 400)
        #expect(early.json["errors"][0]["detail"].text.contains("not completed or failed"))
        let silent = bench.send(.post, server + "/backups/\(uuid)/restore", body: "{}")
        #expect(silent.json["errors"][0]["detail"].text == "The truncate field is required.")
    }

    @Test mutating func `a restore at a node that is away changes nothing`() throws {
        let uuid = backUp()
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        #expect(bench.send(.post, server + "/backups/\(uuid)/restore", body: #"{"truncate":true}"#).status == 504)
        #expect(bench.send(.get, server).json["attributes"]["status"] == .null)
        #expect(bench.state("Survival") == .running)
    }

    @Test mutating func `a reinstall stops the server, keeps its files, and ends`() throws {
        #expect(bench.send(.post, server + "/settings/reinstall").status == 202)
        #expect(bench.send(.get, server).json["attributes"]["status"].text == "installing")
        #expect(bench.send(.get, server + "/resources").status == 409)
        bench.pass(.seconds(5))
        #expect(bench.state("Survival") == .offline)
        bench.pass(.seconds(25))
        #expect(bench.send(.get, server).json["attributes"]["status"] == .null)
        #expect(bench.activity("Survival").first == "server:reinstall")
        #expect(text("eula.txt") == "eula=true\n")
        _ = bench.send(.post, server + "/power", body: #"{"signal":"start"}"#)
        #expect(bench.send(.post, server + "/settings/reinstall").status == 409)
    }

    @Test mutating func `a suspension during an install stands`() throws {
        _ = bench.send(.post, server + "/settings/reinstall")
        try bench.apply(.suspend(bench.id("Survival")))
        bench.pass(.seconds(60))
        #expect(bench.send(.get, server).json["attributes"]["status"].text == "suspended")
    }
}
