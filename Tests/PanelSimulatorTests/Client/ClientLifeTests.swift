import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct ClientLifeTests {
    @Test func `a day of a server: files, a database, a helper, a schedule, a backup and a fresh install`() {
        var bench = Bench(SimulatorOptions(servers: 12, nodes: 2))
        let server = bench.path("Survival")
        func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

        // Files.
        #expect(bench.write(Array("motd=Hello\n".utf8), to: server + "/files/write?file=conf%2Fmotd.txt").status == 204)
        let rename = #"{"root":"/conf","files":[{"from":"motd.txt","to":"hello.txt"}]}"#
        #expect(bench.send(.put, server + "/files/rename", body: rename).status == 204)
        #expect(bench.send(.post, server + "/files/copy", body: #"{"location":"/conf/hello.txt"}"#).status == 204)
        let packed = bench.send(.post, server + "/files/compress", body: #"{"root":"/","files":["conf"]}"#)
        let archive = packed.json["attributes"]["name"].text
        #expect(bench.send(.post, server + "/files/delete", body: #"{"root":"/","files":["conf"]}"#).status == 204)
        #expect(bench.send(.get, server + "/files/list?directory=conf").status == 404)
        let unpack = #"{"root":"/","file":"\#(archive)"}"#
        #expect(bench.send(.post, server + "/files/decompress", body: unpack).status == 204)
        let listed = bench.send(.get, server + "/files/list?directory=conf").json["data"].elements
        #expect(listed.map { $0["attributes"]["name"].text } == ["hello copy.txt", "hello.txt"])
        #expect(text(bench.send(.get, server + "/files/contents?file=conf%2Fhello%20copy.txt")) == "motd=Hello\n")

        // A database.
        let database = bench.send(.post, server + "/databases", body: #"{"database":"stats","remote":"10.0.0.%"}"#).json
        #expect(database["attributes"]["connections_from"].text == "10.0.0.%")

        // A helper, who sees what the owner allows and nothing else.
        let invite = #"{"email":"carol@example.com","permissions":["control.start","file.read","schedule.read"]}"#
        let carol = bench.send(.post, bench.path("Creative") + "/users", body: invite).json["attributes"]["uuid"].text
        let grant = #"{"permissions":["file.read","backup.read"]}"#
        let bobPath = bench.send(.get, server + "/users").json["data"][0]["attributes"]["uuid"].text
        #expect(bench.send(.post, server + "/users/\(bobPath)", body: grant).status == 200)
        let bob = bench.makeKey(with: bench.panel.userKey)
        #expect(bench.send(.get, server + "/files/list", key: bob).status == 200)
        #expect(bench.send(.get, server + "/files/contents?file=eula.txt", key: bob).status == 403)
        #expect(bench.send(.get, server + "/databases", key: bob).status == 403)
        #expect(bench.send(.delete, bench.path("Creative") + "/users/\(carol)", key: bob).status == 204)

        // A schedule with two steps, which runs when it is due.
        let cron = #""minute":"10","hour":"12","day_of_month":"*","month":"*","day_of_week":"*","is_active":true"#
        let schedule = bench.send(.post, server + "/schedules", body: #"{"name":"noon",\#(cron)}"#).json["attributes"]
        let tasks = server + "/schedules/\(Int(schedule["id"].number))/tasks"
        let steps = [
            #"{"action":"command","payload":"say bye","time_offset":0}"#,
            #"{"action":"power","payload":"restart","time_offset":20}"#,
        ]
        for step in steps { #expect(bench.send(.post, tasks, body: step).status == 200) }
        bench.pass(.seconds(9 * 60 + 31))
        #expect(bench.panel.server(named: "Survival")?.starts == 0)
        bench.pass(.seconds(120))
        #expect(bench.panel.server(named: "Survival")?.starts == 1)
        let after = bench.send(.get, server + "/schedules").json["data"].elements.last?["attributes"]
        #expect(after?["last_run_at"].text == "2026-11-23T12:10:20+00:00")

        // A backup: locked, restored, unlocked, downloaded, deleted.
        let backup = server + "/backups/" + bench.send(.post, server + "/backups").json["attributes"]["uuid"].text
        bench.pass(.seconds(240))
        #expect(bench.send(.post, backup + "/lock").json["attributes"]["is_locked"] == .bool(true))
        #expect(bench.send(.delete, backup).status == 400)
        _ = bench.write(Array("lost".utf8), to: server + "/files/write?file=conf%2Fhello.txt")
        #expect(bench.send(.post, backup + "/restore", body: #"{"truncate":true}"#).status == 204)
        bench.pass(.seconds(240))
        #expect(text(bench.send(.get, server + "/files/contents?file=conf%2Fhello.txt")) == "motd=Hello\n")
        let url = bench.send(.get, backup + "/download").json["attributes"]["url"].text
        #expect(bench.panel.download(url, at: bench.now)?.prefix(2) == [0x1F, 0x8B])
        #expect(bench.send(.post, backup + "/lock").json["attributes"]["is_locked"] == .bool(false))
        #expect(bench.send(.delete, backup).status == 204)

        // A fresh install, after which the server can be started.
        #expect(bench.send(.post, server + "/settings/reinstall").status == 202)
        bench.pass(.seconds(40))
        #expect(bench.send(.post, server + "/power", body: #"{"signal":"start"}"#).status == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Survival") == .running)
        #expect(bench.activity("Survival").contains("server:file.decompress"))
    }
}
