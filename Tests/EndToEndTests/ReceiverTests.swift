import Foundation
import Testing

/// Messages without an Alertmanager.
@Suite(.timeLimit(.minutes(3)))
struct ReceiverTests {
    @Test func `receivers are told over refusals, kills and restarts, each change once`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await WebhookCatcher.with { catcher in
                try await Simulator.with(in: folder) { simulator in
                    try catcher.url.appending("/discord").write(
                        to: folder.appendingPathComponent("discord-url"),
                        atomically: true,
                        encoding: .utf8
                    )
                    let timing = "group_by: [server], group_wait: 0s, group_interval: 1s"
                    let told = """
                          receivers:
                            - {name: hook, webhook: {url: "\(catcher.url)/hook"}, \(timing)}
                            - {name: chat, discord: {url_file: discord-url}, \(timing)}
                            - {name: slack, slack: {url: "\(catcher.url)/slack"}, matchers: ['severity="none"'], \(timing)}
                        """
                    let configuration = try AlertmanagerTests.configuration(simulator, telling: told, in: folder)
                    let server = try await simulator.runningServer().identifier
                    try await Agent.with(on: simulator, configuration, in: folder) { agent in
                        try await agent.ready()
                        catcher.refuse(3)
                        try await simulator.control("servers/\(server)/stop", #"{"via": "web"}"#)
                        try await catcher.receives { $0.contains { $0.servers("firing") == [server] } }
                        try await agent.logs("A receiver was told", "receiver=hook", server)
                        try await agent.logs("A receiver was told", "receiver=chat", server)
                        // What was told is stored within a second.
                        try await Task.sleep(for: .seconds(3))
                        agent.process.send(SIGKILL)
                        _ = await agent.process.exitStatus
                    }
                    let before = try catcher.messages.count { $0.servers("firing") == [server] }
                    try await Agent.with(on: simulator, configuration, in: folder) { agent in
                        try await agent.ready()
                        try await agent.logs("An alert fires", server)
                        try await simulator.control("servers/\(server)/start")
                        try await catcher.receives { $0.contains { $0.servers("resolved") == [server] } }
                        try await agent.logs("receiver=chat", server, "resolved=1")
                    }
                    #expect(before == 1)
                    #expect(try catcher.messages.count { $0.servers("firing") == [server] } == 1)
                    #expect(catcher.bodies("/discord").count { $0.contains(server) } == 2)
                    #expect(catcher.bodies("/slack").isEmpty, "no alert passes its matcher")
                }
            }
        }
    }
}
