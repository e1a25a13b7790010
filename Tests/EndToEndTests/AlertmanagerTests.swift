import Foundation
import Testing

/// Against the real Alertmanager of Debian.
@Suite(.timeLimit(.minutes(3)))
struct AlertmanagerTests {
    /// The simulator's configuration with one rule for servers that are down, and an Alertmanager.
    static func configuration(
        _ simulator: Simulator,
        telling notifications: String,
        labels: String = "{severity: critical}",
        in folder: URL
    ) throws -> String {
        let rules = folder.appendingPathComponent("down.yml")
        let text = """
            groups:
              - name: down
                interval: 200ms
                rules:
                  - alert: Down
                    expr: pterodactyl_server_up * on (panel, server) group_left (name) pterodactyl_server_info == 0
                    labels: \(labels)
                    annotations: {summary: "{{ $labels.name }} is down"}
            """
        try text.write(to: rules, atomically: true, encoding: .utf8)
        return simulator.configuration.replacing(
            "rules:\n",
            with: "rules:\n  builtin: false\n  files: [\"\(rules.path)\"]\n"
        ) + "\nnotifications:\n  resend_delay: 500ms\n" + notifications
    }

    @Test func `a real Alertmanager receives, groups and resolves what fires here`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await WebhookCatcher.with { catcher in
                try await Alertmanager.with(sendingTo: catcher.url + "/hook", in: folder) { manager in
                    try await Simulator.with(in: folder) { simulator in
                        let told = """
                              external_labels: {cluster: test}
                              alertmanagers: [{url: "\(manager.url)/", silence_interval: 200ms}]
                            """
                        let configuration = try Self.configuration(simulator, telling: told, in: folder)
                        try await Agent.with(on: simulator, configuration, in: folder) { agent in
                            try await agent.ready()
                            let running = try await simulator.servers.filter { $0.state == "running" }.prefix(2)
                            let servers = running.map(\.identifier).sorted()
                            for server in servers {
                                try await simulator.control("servers/\(server)/stop", #"{"via": "web"}"#)
                            }
                            try await catcher.receives {
                                $0.contains { Set($0.servers("firing")).isSuperset(of: servers) }
                            }
                            let alert = try #require(
                                try await manager.alerts.first { $0.labels["server"] == servers[0] }
                            )
                            #expect(alert.labels["cluster"] == "test")
                            #expect(alert.labels["alertname"] == "Down")
                            #expect(alert.annotations["summary"]?.hasSuffix(" is down") == true)
                            // Its link leads to the rule's expression, as a browser would follow it.
                            let query = try #require(URLComponents(string: alert.generatorURL)?.query)
                            #expect(try await Web.get("\(agent.url)/graph?\(query)").status == 302)
                            for server in servers { try await simulator.control("servers/\(server)/start") }
                            try await catcher.receives {
                                Set($0.flatMap { $0.servers("resolved") }).isSuperset(of: servers)
                            }
                            try await agent.shows { $0.sum("pterowatch_notifications_total") > 0 }
                        }
                    }
                }
            }
        }
    }

    @Test func `an Alertmanager that is killed knows how things are when it is back`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await WebhookCatcher.with { catcher in
                let port = try FreePort.find()
                try await Simulator.with(in: folder) { simulator in
                    let told = "  alertmanagers: [{url: \"http://127.0.0.1:\(port)\"}]\n"
                    let configuration = try Self.configuration(simulator, telling: told, in: folder)
                    let running = try await simulator.servers.filter { $0.state == "running" }.map(\.identifier)
                    let (first, second) = (running[0], running[1])
                    try await Agent.with(on: simulator, configuration, in: folder) { agent in
                        try await agent.ready()
                        try await Alertmanager.with(port: port, sendingTo: catcher.url + "/hook", in: folder) {
                            manager in
                            try await simulator.control("servers/\(first)/stop", #"{"via": "web"}"#)
                            try await catcher.receives { $0.contains { $0.servers("firing").contains(first) } }
                            manager.process.send(SIGKILL)
                            _ = await manager.process.exitStatus
                        }
                        // One alert begins and one ends while nobody can be told.
                        try await simulator.control("servers/\(first)/start")
                        try await simulator.control("servers/\(second)/stop", #"{"via": "web"}"#)
                        try await agent.logs("An alert fires", second)
                        try await agent.shows { $0.value("pterodactyl_server_up", ["server": first]) == 1 }
                        try await agent.logs("A receiver cannot be told of alerts")
                        try await Alertmanager.with(port: port, sendingTo: catcher.url + "/hook", in: folder) {
                            manager in
                            try await catcher.receives { $0.contains { $0.servers("firing").contains(second) } }
                            _ = try await Web.poll {
                                let known = try await manager.alerts.compactMap { $0.labels["server"] }
                                return known.contains(second) && !known.contains(first) ? true : nil
                            }
                            try await agent.logs("A receiver can be told of alerts again")
                        }
                    }
                }
            }
        }
    }

    @Test func `a silence of the real amtool keeps messages and remediation away`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await WebhookCatcher.with { catcher in
                try await Alertmanager.with(sendingTo: catcher.url + "/hook", in: folder) { manager in
                    try await Simulator.with(in: folder) { simulator in
                        let told = """
                              alertmanagers: [{url: "\(manager.url)", silence_interval: 100ms}]
                              receivers: [{name: chat, slack: {url: "\(catcher.url)/slack"}, group_by: [server], group_wait: 0s}]
                            """
                        let configuration = try Self.configuration(
                            simulator,
                            telling: told,
                            labels: "{severity: critical, remediation: restart-crashed}",
                            in: folder
                        )
                        let running = try await simulator.servers.filter { $0.state == "running" }.map(\.identifier)
                        let (quiet, loud) = (running[0], running[1])
                        try await manager.amtool(
                            "silence",
                            "add",
                            "server=\(quiet)",
                            "--comment=moving",
                            "--author=Ada"
                        )
                        try await Agent.with(on: simulator, configuration, in: folder) { agent in
                            try await agent.ready()
                            try await agent.shows { $0.sum("pterowatch_silences") == 1 }
                            try await simulator.crashForGood(quiet)
                            try await agent.logs("An alert fires", "alertname=Down", quiet)
                            try await simulator.crashForGood(loud)
                            try await catcher.receives { $0.contains { $0.servers("firing").contains(loud) } }
                            _ = try await Web.poll {
                                try await simulator.server(loud).state == "running" ? true : nil
                            }
                            try await agent.shows {
                                ($0.value("pterowatch_remediations_refused_total", ["reason": "silenced"]) ?? 0) > 0
                            }
                            // On a busy machine one start may be found too slow, and be repeated.
                            let started = try await simulator.power.map(\.server)
                            #expect(Set(started) == [loud], "started: \(started)")
                            #expect(try !catcher.messages.contains { $0.servers("firing").contains(quiet) })
                            #expect(!catcher.bodies("/slack").contains { $0.contains(quiet) })
                            #expect(catcher.bodies("/slack").contains { $0.contains(loud) })

                            let id = try await manager.amtool("silence", "query", "--quiet")
                            try await manager.amtool("silence", "expire", id)
                            _ = try await Web.poll {
                                try await simulator.server(quiet).state == "running" ? true : nil
                            }
                        }
                    }
                }
            }
        }
    }
}
