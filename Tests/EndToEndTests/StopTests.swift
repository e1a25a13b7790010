import Foundation
import Glibc
import Remediation
import Testing

/// The switch that stops all remediation, thrown by the program's own commands.
@Suite(.timeLimit(.minutes(3)))
struct StopTests {
    private struct Commands {
        let url: String
        let folder: URL

        func callAsFunction(_ name: String, _ flags: String...) async throws -> RunningProcess.Finished {
            let all = ["--url=\(url)", "--config.file=\(configuration)", "--token-file=\(tokenFile)"] + flags
            return try await RunningProcess.run(try Tools.pterowatch, ["remediations", name] + all)
        }

        var token: String {
            get throws {
                try String(contentsOfFile: tokenFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }

        private var tokenFile: String { Agent.storage(in: folder) + "/token" }

        /// A configuration that names the storage, as that of a service does.
        private var configuration: String { folder.appendingPathComponent("service.yml").path }

        func writeConfiguration() throws {
            let text = """
                panels: [{url: "https://panel.example.com", api_key: ptlc_x}]
                storage: {path: "\(Agent.storage(in: folder))"}
                """
            try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        }
    }

    @Test func `a stop holds everything back, is shown, and what it held back is made good`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    let command = Commands(url: agent.url, folder: folder)
                    try command.writeConfiguration()
                    try await agent.ready()
                    let before = try await command("status")
                    #expect(before.output == "Nobody stops remediation; its mode is automatic.", "\(before)")
                    let stopped = try await command("stop", "--by=Ada <x>", "--reason=moving house")
                    #expect(stopped.status == 0 && stopped.output.contains("stopped by Ada <x> since"), "\(stopped)")
                    #expect(stopped.output.contains(": moving house"))
                    // At once: the command has waited until the core knew.
                    let log = agent.process.text
                    #expect(log.contains("All remediation is stopped") && log.contains("moving house"))
                    let page = try await Web.get(agent.url + "/")
                    #expect(page.text.contains("stopped</strong> by Ada &lt;x&gt; since"))

                    let server = try await simulator.runningServer().identifier
                    try await simulator.crashForGood(server)
                    try await agent.shows {
                        $0.value("pterowatch_remediations_refused_total", ["reason": "stopped"]) == 1
                    }
                    #expect(try await simulator.power.isEmpty)
                    let told = try await Ledger(in: folder).entries.map(\.explanation)
                    #expect(told.contains { $0.contains("stopped by Ada <x>") && $0.contains("moving house") })

                    let resumed = try await command("resume", "--by=Bob")
                    #expect(resumed.output == before.output, "\(resumed)")
                    try await agent.logs("Remediation goes on", "by=Bob")
                    try await agent.shows { $0.remediations("recovered") == 1 }
                    #expect(try await simulator.power.map(\.signal) == ["start"])
                    try await checkForms(agent, token: try command.token)
                    try await checkRefusals(agent)
                }
            }
        }
    }

    /// The page's forms throw the switch and let go of it, as the commands do.
    private func checkForms(_ agent: Agent, token: String) async throws {
        let url = agent.url + "/remediations/stop"
        for turn in 1...2 {
            let stopped = try await Web.post(url, form: "turn=stop&by=Eve\(turn)&token=\(token)")
            #expect(stopped.status == 200 && stopped.text.hasPrefix("All remediation is stopped."), "\(stopped)")
            try await agent.logs("All remediation is stopped", "by=Eve\(turn)")
            let resumed = try await Web.post(url, form: "turn=resume&by=Dan\(turn)&token=\(token)")
            #expect(resumed.status == 200 && resumed.text.hasPrefix("Remediation goes on."), "\(resumed)")
            try await agent.logs("Remediation goes on", "by=Dan\(turn)")
        }
    }

    private func checkRefusals(_ agent: Agent) async throws {
        for name in ["stop", "resume"] {
            let url = "\(agent.url)/api/v1/remediations/\(name)"
            let body = #"{"by":"eve"}"#
            let without = try await Web.post(url, json: body)
            #expect(without.status == 401 && without.text.contains(#""errorType":"unauthorized""#), "\(without)")
            #expect(try await Web.post(url, json: body, bearer: "wrong wrong wrong wrong").status == 401)
            let foreign = try await Web.post(url, json: body, headers: [("Origin", "https://evil.example")])
            #expect(foreign.status == 403, "\(foreign)")
            #expect(try await Web.get(url).status == 405)
        }
        let status = try await Web.get("\(agent.url)/api/v1/remediations/status")
        #expect(status.text == #"{"data":{"mode":"automatic","stop":null},"status":"success"}"#)
    }

    @Test func `a stop reaches an agent that does not answer, and one that starts later`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    let command = Commands(url: agent.url, folder: folder)
                    try command.writeConfiguration()
                    agent.process.send(SIGSTOP)
                    let stopped = try await command("stop", "--by=Ada")
                    agent.process.send(SIGCONT)
                    #expect(stopped.status == 0 && stopped.output.contains("cannot be asked"), "\(stopped)")
                    #expect(stopped.output.contains("data/stop is used instead"), "\(stopped)")
                    try await agent.logs("All remediation is stopped", "by=Ada")
                    agent.process.send(SIGKILL)
                    _ = await agent.process.exitStatus
                    let status = try await command("status")
                    #expect(status.output.contains("All remediation is stopped by Ada since"), "\(status)")
                }
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.logs("All remediation is stopped", "by=Ada")
                    let resumed = try await Commands(url: agent.url, folder: folder)("resume")
                    #expect(resumed.output.hasPrefix("Nobody stops remediation"), "\(resumed)")
                    try await agent.logs("Remediation goes on")
                }
            }
        }
    }
}
