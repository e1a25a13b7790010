import Foundation
import Glibc
import Testing

/// New rules in an agent that runs.
@Suite(.timeLimit(.minutes(3)))
struct ReloadTests {
    @Test func `rules are read again at SIGHUP and on request, all of them or none`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let rules = folder.appendingPathComponent("own.yml")
                try Self.rule("First").write(to: rules, atomically: true, encoding: .utf8)
                let configuration = simulator.configuration.replacing(
                    "rules:\n",
                    with: "rules:\n  files: [\"\(rules.path)\"]\n"
                )
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.shows { $0.alerts("firing").contains("First") }

                    try Self.rule("Second").write(to: rules, atomically: true, encoding: .utf8)
                    agent.process.send(SIGHUP)
                    try await agent.shows { $0.alerts("firing").isSuperset(of: ["Second", "PterowatchWatchdog"]) }
                    try await agent.shows { !$0.alerts("firing").contains("First") }

                    try "groups: [{name: x, rules: [{alert: A}]}]".write(to: rules, atomically: true, encoding: .utf8)
                    agent.process.send(SIGHUP)
                    try await agent.logs("Not reloaded", "own.yml")
                    let broken = try await agent.metrics()
                    #expect(broken.value("pterowatch_config_last_reload_successful") == 0)
                    #expect(broken.alerts("firing").contains("Second"))
                    let status = try await Web.get("\(agent.url)/api/v1/status/runtimeinfo")
                    #expect(status.text.contains("\"reloadConfigSuccess\":false"), "\(status.text)")
                    try await Self.checkRequests(agent, rules, in: folder)
                }
            }
        }
    }

    /// Reloads over HTTP, which needs the token of the storage directory.
    private static func checkRequests(_ agent: Agent, _ rules: URL, in folder: URL) async throws {
        let url = "\(agent.url)/-/reload"
        let file = URL(fileURLWithPath: Agent.storage(in: folder)).appendingPathComponent("token")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let token = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(token.count == 64)
        let page = try await agent.page()
        #expect(!page.contains(token) && !agent.process.text.contains(token))

        #expect(try await Web.post(url, json: "{}").status == 401)
        #expect(try await Web.post(url, json: "{}", bearer: String(token.reversed())).status == 401)
        #expect(try await Web.get(url, bearer: token).status == 405)
        let refused = try await Web.post(url, json: "{}", bearer: token)
        #expect(refused.status == 500)
        #expect(refused.text.contains("own.yml"))
        try rule("Third").write(to: rules, atomically: true, encoding: .utf8)
        #expect(try await Web.post(url, json: "{}", bearer: token).status == 200)
        try await agent.shows { $0.alerts("firing").contains("Third") }
        #expect(try await agent.metrics().value("pterowatch_config_last_reload_successful") == 1)
    }

    private static func rule(_ name: String) -> String {
        """
        groups:
          - name: own
            interval: 200ms
            rules:
              - alert: \(name)
                expr: vector(1)
        """
    }
}
