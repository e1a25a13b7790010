import Foundation
import Glibc
import Remediation
import Testing

/// Silences of the real agent, made and ended by its own command and by a real `amtool`.
@Suite(.timeLimit(.minutes(3)))
struct SilenceTests {
    /// Runs the commands against an agent.
    private struct Commands {
        let agent: Agent
        let folder: URL

        var token: String {
            get throws {
                let file = URL(fileURLWithPath: tokenFile)
                return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines)
            }
        }

        var tokenFile: String { Agent.storage(in: folder) + "/token" }

        func silence(_ arguments: String...) async throws -> (status: Int32, lines: [String]) {
            let flags = ["--url=\(agent.url)"] + (arguments[0] == "list" ? [] : ["--token-file=\(tokenFile)"])
            return try await run(try Tools.pterowatch, ["silence", arguments[0]] + flags + arguments.dropFirst())
        }

        /// - Parameter hasToken: whether it is told the agent's token.
        func amtool(hasToken: Bool = true, _ arguments: String...) async throws -> (status: Int32, lines: [String]) {
            // Its warning that the agent has another version than itself would stand among the answers.
            var flags = ["--alertmanager.url=\(agent.url)", "--no-version-check"]
            if hasToken {
                let file = folder.appendingPathComponent("amtool-http.yml")
                try "authorization: {credentials: \(try token)}".write(to: file, atomically: true, encoding: .utf8)
                flags.append("--http.config.file=\(file.path)")
            }
            return try await run(try Tools.debian("amtool"), flags + arguments)
        }

        private func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, lines: [String]) {
            let finished = try await RunningProcess.run(program, arguments)
            return (finished.status, finished.output.split(separator: "\n").map { String($0) })
        }

        /// The only line of a command that succeeded.
        func line(_ result: (status: Int32, lines: [String])) throws -> String {
            try #require(result.status == 0 && result.lines.count == 1, "\(result)")
            return result.lines[0]
        }
    }

    private struct Listed: Decodable {
        let id: String
        let createdBy: String
        let comment: String
    }

    @Test func `amtool and the command see each other's silences, and end them`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=1"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    let commands = Commands(agent: agent, folder: folder)
                    let ours = try commands.line(
                        try await commands.silence("add", "PterowatchWatchdog", "--comment=ours \"x\"", "--author=ada")
                    )
                    #expect(
                        ours.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                            != nil
                    )
                    let theirs = try commands.line(
                        try await commands.amtool(
                            "silence",
                            "add",
                            "-a",
                            "bob",
                            "-c",
                            "theirs",
                            "-d",
                            "1h",
                            "server=~a.*"
                        )
                    )
                    let json = try commands.line(try await commands.amtool("silence", "query", "-o", "json"))
                    let all = try JSONDecoder().decode([Listed].self, from: Data(json.utf8))
                    #expect(Set(all.map(\.id)) == [ours, theirs])
                    #expect(all.first { $0.id == ours }.map { [$0.createdBy, $0.comment] } == ["ada", "ours \"x\""])
                    #expect(try await Set(commands.silence("list", "--output=id").lines) == [ours, theirs])
                    #expect(try await commands.silence("list", "server=~a.*", "--output=id").lines == [theirs])
                    #expect(try await commands.amtool("silence", "query", "-q", "server=~a.*").lines == [theirs])
                    let table = try await commands.silence("list").lines
                    #expect(table.first?.hasPrefix("ID") == true && table.count == 3)
                    #expect(table.contains { $0.contains("server=~\"a.*\"") && $0.hasSuffix("bob         theirs") })

                    #expect(try await commands.amtool("silence", "expire", ours).status == 0)
                    let ended = try await commands.silence("expire", theirs)
                    #expect(ended.status == 0 && ended.lines.isEmpty)
                    #expect(try await commands.silence("list", "--output=id").lines == [])
                    #expect(
                        try await Set(commands.silence("list", "--expired", "--output=id").lines) == [ours, theirs]
                    )
                    #expect(
                        try await Set(commands.amtool("silence", "query", "--expired", "-q").lines) == [ours, theirs]
                    )
                    try await checkRefusals(commands, ended: theirs)
                    try await checkTokenOfConfiguration(commands)
                }
            }
        }
    }

    /// What is not allowed or makes no sense, told by both programs.
    private func checkRefusals(_ commands: Commands, ended: String) async throws {
        let body = #"{"matchers":[]}"#
        let url = "\(commands.agent.url)/api/v2/silences"
        for bearer in [nil, String(try commands.token.reversed())] {
            let answer = try await Web.post(url, json: body, bearer: bearer)
            #expect(answer.status == 401)
            #expect(answer.text == #"{"code":401,"message":"this needs the header Authorization: Bearer TOKEN"}"#)
        }
        #expect(try await Web.post(url, form: "a=b").status == 401, "the token is asked for first")
        #expect(try await commands.amtool(hasToken: false, "silence", "expire", ended).status == 1)
        #expect(try await commands.amtool(hasToken: false, "silence", "query", "--expired", "-q").lines.contains(ended))

        let everything = try await commands.amtool("silence", "add", "-a", "bob", "-c", "all", "server=~.*")
        #expect(everything.status == 1)
        #expect(
            everything.lines.joined().contains("at least one matcher must not match the empty text"),
            "\(everything)"
        )
        let same = try await commands.silence("add", "server=~.*", "--comment=all")
        #expect(same.status == 1)
        #expect(same.lines == ["at least one matcher must not match the empty text; these would cover every alert"])
        let unknown = try await commands.silence("expire", "no-such-id")
        #expect(unknown.status == 1 && unknown.lines == ["there is no silence no-such-id"])
        #expect(try await commands.silence("expire", ended).status == 0, "what has ended is as it is wanted")

        let wrongType = try await Web.post(url, form: "a=b", bearer: try commands.token)
        #expect(wrongType.status == 415 && wrongType.text.contains("only [application/json] are allowed"))
        let missing = try await Web.post(url, json: body, bearer: try commands.token)
        #expect(missing.status == 400 && missing.text.contains("startsAt: found nothing"))
        #expect(try await Web.get("\(commands.agent.url)/api/v2/nothing").status == 404)
        #expect(try await Web.get("\(commands.agent.url)/api/v2/silence/nothing").status == 404)
        #expect(try await commands.silence("list", "--output=id").lines == [])
    }

    /// The token is found by the agent's configuration, which is read only when it is needed.
    private func checkTokenOfConfiguration(_ commands: Commands) async throws {
        let file = commands.folder.appendingPathComponent("elsewhere.yml").path
        let flags = ["--comment=x", "--url=\(commands.agent.url)", "--config.file=\(file)"]
        let program = try Tools.pterowatch
        let missing = try await RunningProcess.run(program, ["silence", "add", "a=b"] + flags)
        #expect(missing.status == 1 && missing.output.contains("elsewhere.yml"), "\(missing)")
        let list = try await RunningProcess.run(program, ["silence", "list"] + flags.dropFirst())
        #expect(list.status == 0)
        for settings in [
            "storage: {path: \(Agent.storage(in: commands.folder))}", "web: {token_file: \(commands.tokenFile)}",
        ] {
            let text = "panels: [{url: \"https://panel.example.com\", api_key: ptlc_x}]\n\(settings)\n"
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let added = try await RunningProcess.run(program, ["silence", "add", "a=b"] + flags)
            #expect(added.status == 0 && added.output.count == 36, "\(added)")
        }
    }

    @Test func `amtool shows the agent's alerts, and which are silenced`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=1"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    let commands = Commands(agent: agent, folder: folder)
                    try await agent.shows { $0.alerts("firing").contains("PterowatchWatchdog") }
                    let active = try await commands.amtool("alert", "query", "alertname=PterowatchWatchdog")
                    #expect(active.lines.last?.hasPrefix("PterowatchWatchdog") == true, "\(active)")
                    #expect(active.lines.last?.trimmingCharacters(in: .whitespaces).hasSuffix("active") == true)
                    let id = try commands.line(
                        try await commands.silence("add", "PterowatchWatchdog", "--comment=quiet", "--duration=5m")
                    )
                    // At once, without a wait for the core.
                    let quiet = try await Web.get("\(agent.url)/api/v2/alerts?filter=alertname%3DPterowatchWatchdog")
                    #expect(quiet.text.contains(#""silencedBy":["\#(id)"],"state":"suppressed""#), "\(quiet)")
                    let suppressed = try await commands.amtool("alert", "query", "-s", "alertname=PterowatchWatchdog")
                    #expect(suppressed.lines.last?.contains("suppressed") == true, "\(suppressed)")
                    #expect(
                        try await commands.amtool("alert", "query", "alertname=PterowatchWatchdog").lines.count <= 1
                    )
                    #expect(try await commands.amtool("cluster", "show").lines.first?.hasSuffix("disabled") == true)
                    #expect(try await commands.amtool("config", "show").status == 0)
                    let groups = try await Web.get("\(agent.url)/api/v2/alerts/groups")
                    #expect(
                        groups.text.contains(
                            #""labels":{"alertname":"PterowatchWatchdog"},"receiver":{"name":"default"}"#
                        )
                    )
                    #expect(try await Web.get("\(agent.url)/api/v2/receivers").text == #"[{"name":"default"}]"#)
                }
            }
        }
    }

    @Test func `a silence outlives a killed agent, and its server is started once it is ended`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2"], in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                let server = try await simulator.runningServer().identifier
                var id = ""
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    let commands = Commands(agent: agent, folder: folder)
                    id = try commands.line(
                        try await commands.silence("add", "server=\(server)", "--comment=moving", "--author=ada")
                    )
                    agent.process.send(SIGKILL)
                    _ = await agent.process.exitStatus
                }
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    let commands = Commands(agent: agent, folder: folder)
                    #expect(try await commands.silence("list", "--output=id").lines == [id])
                    try await agent.ready()
                    try await simulator.crashForGood(server)
                    try await agent.shows {
                        $0.value("pterowatch_remediations_refused_total", ["reason": "silenced"]) == 1
                    }
                    #expect(try await simulator.power.isEmpty)
                    let told = try await Ledger(in: folder).entries.map(\.explanation)
                    #expect(told.contains { $0.contains("by ada until") && $0.contains("(moving; silence \(id))") })
                    #expect(try await commands.silence("expire", id).status == 0)
                    try await agent.shows { $0.remediations("recovered") == 1 }
                    #expect(try await simulator.power.map(\.signal) == ["start"])
                }
            }
        }
    }
}
