import Foundation
import Glibc
import Remediation
import Testing

/// Restarts that the real Alertmanager of Debian asks for.
@Suite(.timeLimit(.minutes(4)))
struct HookTests {
    private func token(in folder: URL) throws -> String {
        try String(contentsOfFile: Agent.storage(in: folder) + "/token", encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }

    @Test func `what a real Alertmanager asks for is done once, though our own rule fires too`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let port = try FreePort.find()
            try await Simulator.with(in: folder) { simulator in
                // Our alerts go to the Alertmanager, which asks us for what they ask us for already.
                let configuration = try AlertmanagerTests.configuration(
                    simulator,
                    telling: "  alertmanagers: [{url: \"http://127.0.0.1:\(port)\"}]\n",
                    labels: "{severity: critical, remediation: restart-crashed}",
                    in: folder
                )
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    let credentials = "{authorization: {credentials: \(try token(in: folder))}}"
                    let hook = agent.url + "/hooks/alertmanager"
                    try await Alertmanager.with(port: port, sendingTo: hook, with: credentials, in: folder) { _ in
                        // Held back until both have asked.
                        let stop = Agent.storage(in: folder) + "/stop"
                        try "test".write(toFile: stop, atomically: true, encoding: .utf8)
                        try await agent.logs("All remediation is stopped")
                        let server = try await simulator.runningServer().identifier
                        try await simulator.crashForGood(server)
                        try await agent.logs("situation changed", server, "situation=crashed")
                        // One of the servers was down from the first, and its alert asks, too.
                        try await agent.shows { $0.value("pterowatch_hook_requests") == 2 }
                        #expect(try await simulator.power.isEmpty)
                        try FileManager.default.removeItem(atPath: stop)
                        try await agent.shows { $0.remediations("recovered") == 1 }
                        try await agent.shows { $0.value("pterowatch_hook_requests") == 1 }
                        #expect(try await simulator.power.map(\.server) == [server])
                        #expect(try await simulator.power.map(\.signal) == ["start"])
                        #expect(try await Ledger(in: folder).outcomes == [.recovered])
                    }
                }
            }
        }
    }

    @Test func `a server is started on a real Alertmanager's word alone, and a running one is left alone`() async throws
    {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = simulator.configuration.replacing("rules:\n", with: "rules:\n  builtin: false\n")
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    let user = "{basic_auth: {username: alertmanager, password: \(try token(in: folder))}}"
                    let hook = agent.url + "/hooks/alertmanager"
                    try await Alertmanager.with(sendingTo: hook, with: user, in: folder) { manager in
                        let running = try await simulator.servers.filter { $0.state == "running" }.map(\.identifier)
                        let (crashed, well) = (running[0], running[1])
                        let panel = try #require(
                            try await agent.metrics().all("pterodactyl_server_up", ["server": crashed]).first?.labels[
                                "panel"
                            ]
                        )
                        try await simulator.crashForGood(crashed)
                        for server in [crashed, well] {
                            try await manager.amtool(
                                "alert",
                                "add",
                                "ServerDown",
                                "panel=\(panel)",
                                "server=\(server)",
                                "remediation=restart-crashed"
                            )
                        }
                        try await agent.shows { $0.remediations("recovered") == 1 }
                        try await agent.shows {
                            ($0.value("pterowatch_remediations_refused_total", ["reason": "not_down"]) ?? 0) > 0
                        }
                        #expect(try await simulator.power.map(\.server) == [crashed])
                        #expect(try await simulator.power.map(\.signal) == ["start"])
                    }
                    try await checkRefusals(agent, token: try token(in: folder))
                }
            }
        }
    }

    @Test func `what was asked for before a kill is done after it, until it is resolved`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2"], in: folder) { simulator in
                let configuration = simulator.configuration.replacing("rules:\n", with: "rules:\n  builtin: false\n")
                let server = try await simulator.runningServer().identifier
                var body = ""
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    let up = try await agent.metrics().all("pterodactyl_server_up", ["server": server])
                    let panel = try #require(up.first?.labels["panel"])
                    let labels =
                        #"{"alertname":"Down","panel":"\#(panel)","server":"\#(server)","remediation":"restart-crashed"}"#
                    let alert = #"{"status":"firing","startsAt":"2026-01-01T00:00:00Z","labels":\#(labels)}"#
                    body = #"{"version":"4","alerts":[\#(alert)]}"#
                    let taken = try await Web.post(
                        agent.url + "/hooks/alertmanager",
                        json: body,
                        bearer: try token(in: folder)
                    )
                    #expect(taken.text.contains(#""requested":1"#), "\(taken)")
                    // Answered, and so on the disk.
                    agent.process.send(SIGKILL)
                    _ = await agent.process.exitStatus
                }
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    try await agent.shows { $0.value("pterowatch_hook_requests") == 1 }
                    try await simulator.crashForGood(server)
                    try await agent.shows { $0.remediations("recovered") == 1 }
                    #expect(try await simulator.power.map(\.signal) == ["start"])
                    let resolved = body.replacing("firing", with: "resolved")
                    let url = agent.url + "/hooks/alertmanager"
                    let ended = try await Web.post(url, json: resolved, bearer: try token(in: folder))
                    #expect(ended.text.contains(#""resolved":1"#), "\(ended)")
                    agent.process.send(SIGKILL)
                    _ = await agent.process.exitStatus
                }
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    try await agent.shows { $0.value("pterowatch_hook_requests") == 0 }
                }
            }
        }
    }

    private func checkRefusals(_ agent: Agent, token: String) async throws {
        let url = agent.url + "/hooks/alertmanager"
        let body = #"{"version":"4","alerts":[]}"#
        #expect(try await Web.post(url, json: body).status == 401)
        #expect(try await Web.post(url, json: body, bearer: "wrong").status == 401)
        let basic = Data("x:wrong".utf8).base64EncodedString()
        #expect(try await Web.post(url, json: body, headers: [("Authorization", "Basic \(basic)")]).status == 401)
        // A browser sends a password that it was told once with whatever any page asks for.
        let known = ("Authorization", "Basic " + Data("x:\(token)".utf8).base64EncodedString())
        #expect(try await Web.post(url, json: body, headers: [known]).status == 200)
        #expect(try await Web.post(url, json: body, headers: [known, ("Origin", "http://evil.example")]).status == 403)
        #expect(try await Web.post(url, form: "a=b", bearer: token).status == 415)
        let older = try await Web.post(url, json: #"{"version":"3","alerts":[]}"#, bearer: token)
        #expect(older.status == 400 && older.text.contains(#"version: found \"3\", allowed is \"4\""#), "\(older)")
        let large = #"{"version":"4","alerts":["# + String(repeating: " ", count: 1 << 20) + "]}"
        #expect(try await Web.post(url, json: large, bearer: token).status == 413)
        let taken = try await Web.post(url, json: body, bearer: token)
        #expect(taken.text.contains(#""requested":0"#), "\(taken)")
        #expect(try await Web.post("\(agent.url)/-/reload", json: "", headers: [known]).status == 401)
    }
}
