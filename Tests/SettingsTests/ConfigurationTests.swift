import Collecting
import Notifying
import PromQL
import PterodactylAPI
import Remediation
import Settings
import Telemetry
import Testing

struct ConfigurationTests {
    private static let minimal = """
        panels:
          - url: https://panel.example.com
            api_key: ptlc_key

        """

    @Test func `five lines are enough`() throws {
        let reader = ConfigurationReader(sources: SettingsFixture.sources())
        let configuration = try reader.configuration(fromFile: "minimal.yml")
        let panel = PanelSettings(
            name: "panel.example.com",
            url: "https://panel.example.com",
            apiKey: Secret("ptlc_minimal-key")
        )
        #expect(configuration == Configuration(panels: [panel], remediation: RemediationSettings(mode: .automatic)))
    }

    @Test func `a configured panel is only observed unless it says otherwise`() throws {
        let configuration = try SettingsFixture.configuration(Self.minimal)
        #expect(configuration.remediation.mode == .observe)
        #expect(configuration.remediation.policies == ["restart-crashed": PolicySettings()])
    }

    @Test func `the defaults are the documented ones`() throws {
        let configuration = try SettingsFixture.configuration(Self.minimal)
        #expect(configuration.collectors.inventory.interval == .seconds(60))
        #expect(configuration.collectors.servers.interval == .seconds(20))
        #expect(configuration.collectors.nodes.interval == .seconds(60))
        #expect(configuration.collectors.backups.interval == .seconds(3_600))
        #expect(configuration.panels.map(\.cacheAge) == [.seconds(20)])
        #expect(configuration.panels.map(\.sources.wingsInterval) == [.seconds(10)])
        #expect(configuration.budget == BudgetSettings(share: 0.9, reserve: 0.1))
        #expect(configuration.web.listenAddresses.map(\.description) == [":9531"])
        #expect(configuration.web.telemetryPath == "/metrics")
        #expect(configuration.metrics == MetricsSettings(writesCreation: false, compatibility: []))
        #expect(configuration.rules.usesBuiltin)
        #expect(configuration.rules.evaluationInterval == .seconds(15))
        #expect(configuration.storage.path == "data/")
        #expect(configuration.log == LogSettings(level: .info, format: .logfmt))
        let policy = try #require(configuration.remediation.policies["restart-crashed"])
        #expect(policy.grace == .seconds(120))
        #expect(policy.verifyWithin == .seconds(300))
        #expect(policy.cooldown == .seconds(300))
        #expect(policy.attempts == 3)
        #expect(policy.attemptsWindow == .seconds(3_600))
    }

    @Test(arguments: ["complete.yml", "minimal.yml"])
    func `what is written out reads as the same configuration, without its keys`(name: String) throws {
        let sources = SettingsFixture.sources(
            environment: ["PANEL_KEY": "ptlc_from-the-environment"],
            files: [
                "keys/second": "ptlc_from-a-file", "ca.pem": "-----BEGIN CERTIFICATE-----\n",
                "keys/alertmanager": "a-password", "keys/discord": "https://discord.com/api/webhooks/secret",
            ]
        )
        let reader = ConfigurationReader(sources: sources)
        let configuration = try reader.configuration(fromFile: name)
        let text = ConfigurationText.yaml(of: configuration)
        for secret in ["ptlc_", "a-password", "webhooks", "hooks.slack.com", "?a=b"] { #expect(!text.contains(secret)) }
        // Of a receiver's address nothing is left, but one is wanted.
        let readable = text.replacing("url: \"<secret>\"", with: "url: \"\(Self.anywhere)\"")
        #expect(try reader.configuration(from: readable, file: "written.yml") == Self.hiding(configuration), "\(text)")
    }

    private static let anywhere = "http://hidden"

    /// The configuration with every secret in it hidden.
    private static func hiding(_ configuration: Configuration) -> Configuration {
        var result = configuration
        let hidden = Secret(ConfigurationText.hidden)
        func hide(_ credentials: inout Way.Credentials?) {
            switch credentials {
            case .bearer: credentials = .bearer(hidden)
            case .basic(let user, _): credentials = .basic(user: user, password: hidden)
            case nil: break
            }
        }
        for index in result.panels.indices { result.panels[index].apiKey = hidden }
        for index in result.notifications.alertmanagers.indices {
            hide(&result.notifications.alertmanagers[index].way.credentials)
        }
        for index in result.notifications.receivers.indices {
            hide(&result.notifications.receivers[index].way.credentials)
            result.notifications.receivers[index].way.url = Secret(anywhere)
        }
        return result
    }

    @Test func `texts are written so that YAML reads them as they are`() throws {
        var configuration = try SettingsFixture.configuration(Self.minimal)
        configuration.panels[0].name = "a: \"b\" \\ #c\t\u{1}"
        configuration.remediation.policies["2: x"] = PolicySettings(attempts: 7)
        configuration.panels[0].apiKey = Secret(ConfigurationText.hidden)
        let text = ConfigurationText.yaml(of: configuration)
        #expect(try SettingsFixture.configuration(text) == configuration, "\(text)")
    }

    @Test func `everything that can be said is read`() throws {
        let sources = SettingsFixture.sources(
            environment: ["PANEL_KEY": "ptlc_from-the-environment"],
            files: [
                "etc/complete.yml": try SettingsFixture.text("complete.yml"),
                "etc/keys/second": "ptlc_from-a-file\r\n\n",
                "etc/keys/alertmanager": "open sesame\n",
                "etc/keys/discord": "https://discord.com/api/webhooks/1/x\n",
                "etc/ca.pem": "-----BEGIN CERTIFICATE-----\n",
            ],
            directories: ["etc/rules": ["b.yml", "a.yml", "a.yml.bak", ".hidden.yml"]]
        )
        let configuration = try ConfigurationReader(sources: sources).configuration(fromFile: "etc/complete.yml")
        let first = try #require(configuration.panels.first)
        #expect(first.name == "main")
        #expect(first.url == "https://panel.example.com:8443/games")
        #expect(first.apiKey.reveal() == "ptlc_from-the-environment")
        #expect(first.cacheAge == .seconds(30))
        #expect(first.scope == .adminAll)
        #expect(
            first.sources
                == SourcePlan(
                    polling: .wings,
                    stream: .matching(ServerSelector(nodes: ["fra-*"], servers: ["1a7ce997", "Survival*"])),
                    wingsInterval: .seconds(5),
                    wingsURLs: ["fra-1": "https://10.0.0.5:8080"]
                )
        )
        #expect(
            first.nodes == [
                NodeSettings(
                    name: "fra-1",
                    url: "https://10.0.0.5:8080",
                    certificateAuthorityFile: "etc/ca.pem"
                ),
                NodeSettings(name: "fra-2", acceptsAnyCertificate: true),
            ]
        )
        let second = try #require(configuration.panels.last)
        #expect(second.name == "10.0.0.5")
        #expect(second.apiKey.reveal() == "ptlc_from-a-file")
        #expect(second.certificateAuthorityFile == "etc/ca.pem")
        #expect(second.acceptsAnyCertificate)
        #expect(configuration.collectors.inventory.interval == .seconds(600))
        #expect(!configuration.collectors.nodes.isEnabled)
        #expect(configuration.collectors.backups == .init(interval: .seconds(5_400)))
        #expect(configuration.budget == BudgetSettings(share: 0.5, reserve: 0.25))
        #expect(configuration.web.listenAddresses.map(\.description) == ["127.0.0.1:9531", "[::1]:9531"])
        #expect(configuration.web.telemetryPath == "/prometheus")
        #expect(configuration.web.maxRequests == 4)
        #expect(configuration.web.maxConnections == 64)
        #expect(configuration.web.maxConnectionsPerAddress == 0)
        let metrics = MetricsSettings(writesCreation: true, compatibility: [.pterodactylExporter])
        #expect(configuration.metrics == metrics)
        #expect(!configuration.rules.usesBuiltin)
        #expect(configuration.rules.files == ["etc/rules/a.yml", "etc/rules/b.yml", "etc/extra.yml"])
        #expect(configuration.remediation.mode == .automatic)
        try checkRemediation(configuration.remediation)
        #expect(configuration.web.externalURL == "https://pterowatch.example.com")
        try checkNotifications(configuration.notifications)
        #expect(configuration.storage.path == "/var/lib/pterowatch")
        #expect(configuration.log == LogSettings(level: .debug, format: .json))
    }

    private func checkRemediation(_ settings: RemediationSettings) throws {
        let growth = Policy.Backoff(factor: 1.5, longest: .seconds(1_800), reset: .seconds(7_200))
        var steady = growth
        let all = [try LabelMatcher("panel", .equal, "main")]
        steady.factor = 1
        #expect(
            settings.policies == [
                "restart-crashed": PolicySettings(
                    servers: [try LabelMatcher("node", .notEqual, "lab")],
                    cooldown: .seconds(600),
                    backoff: growth,
                    attempts: 5
                ),
                "restart-slowly": PolicySettings(
                    servers: all,
                    grace: .seconds(3_600),
                    cooldown: .seconds(600),
                    backoff: steady
                ),
                "restart-after-warning": PolicySettings(
                    servers: all,
                    when: .running,
                    steps: [
                        Step(.command("say {{ $labels.server }} restarts"), onFailure: .end),
                        Step(.wait, within: .seconds(60)),
                        Step(.power(.stop), within: .seconds(120), then: .next),
                        Step(.power(.kill), within: .seconds(30)),
                        Step(.backup(isRotating: true), within: .seconds(1_200)),
                        Step(.power(.start), within: .seconds(300), then: .next),
                        Step(.webhook("team")),
                    ],
                    cooldown: .seconds(600),
                    backoff: growth
                ),
                "pause": PolicySettings(
                    servers: all,
                    when: .any,
                    steps: [Step(.suspend), Step(.unsuspend)],
                    cooldown: .seconds(600),
                    backoff: growth
                ),
                "unhang": proactive(.unhang, of: all),
                "back-up-stale": proactive(.backUpStale, of: all),
            ]
        )
        #expect(settings.proactive == [.unhang, .backUpStale])
        #expect(settings.stopFile == "etc/halt")
        #expect(settings.hookExpiry == .seconds(1_800))
        let from = try #require(Timestamp(rfc3339: "2026-12-01T20:00:00Z"))
        var expected = Limits(
            node: Limits.Budget(attempts: 10, window: .seconds(600)),
            panel: Limits.Budget(attempts: 20),
            fleet: Limits.Budget(attempts: Limits().fleet.attempts, window: .seconds(7_200)),
            atOncePerNode: 2,
            fleetOutage: Limits.FleetOutage(share: 0.3, minimum: 50),
            probing: Limits.Probing(pause: .seconds(300)),
            flapping: Limits.Flapping(changes: 8, window: .seconds(1_800), calm: 1),
            dependencies: [
                Limits.Dependency(
                    servers: [try LabelMatcher("name", .matches, "lobby.*")],
                    after: [try LabelMatcher("name", .equal, "proxy")],
                    patience: .seconds(300)
                )
            ],
            windows: [
                MaintenanceWindow(
                    name: "backups",
                    servers: [try LabelMatcher("node", .equal, "fra-1")],
                    times: .recurring(try CronSchedule(parsing: "30 4 * * *"), lasting: .seconds(7_200))
                ),
                MaintenanceWindow(name: "2", times: .once(from: from, to: from + .seconds(7_200))),
            ]
        )
        expected.approval = .seconds(300)
        #expect(settings.limits == expected)
    }

    private func proactive(_ policy: ProactivePolicy, of servers: [LabelMatcher]) -> PolicySettings {
        var settings = policy.settings
        settings.servers = servers
        return settings
    }

    private func checkNotifications(_ settings: NotificationSettings) throws {
        #expect(settings.externalLabels == ["cluster": "eu"])
        #expect(settings.resendDelay == .seconds(30))
        #expect(
            settings.alertmanagers == [
                AlertmanagerSettings(
                    plan: AlertmanagerPlan(name: "127.0.0.1:9093"),
                    way: Way(url: Secret("http://127.0.0.1:9093"))
                ),
                AlertmanagerSettings(
                    plan: AlertmanagerPlan(name: "second", silenceInterval: nil),
                    way: Way(
                        url: Secret("https://alertmanager.example.com/am"),
                        credentials: .basic(user: "pterowatch", password: Secret("open sesame")),
                        certificateAuthorityFile: "etc/ca.pem"
                    )
                ),
            ]
        )
        let team = ReceiverPlan(
            name: "team",
            format: .discord,
            matchers: [
                try LabelMatcher("severity", .matches, "warning|critical"), try LabelMatcher("panel", .equal, "main"),
            ],
            grouping: .labels(["alertname", "node"]),
            groupWait: .seconds(10),
            groupInterval: .seconds(60),
            repeatInterval: .seconds(86_400),
            sendsResolved: false
        )
        let chat = ReceiverPlan(name: "chat", format: .slack, grouping: .each)
        let program = ReceiverPlan(name: "program", format: .webhook(maxAlerts: 20), timeout: .seconds(5))
        #expect(settings.receivers.map(\.plan) == [team, chat, program])
        #expect(
            settings.receivers.map(\.way) == [
                Way(url: Secret("https://discord.com/api/webhooks/1/x")),
                Way(url: Secret("https://hooks.slack.com/services/T/B/x")),
                Way(
                    url: Secret("http://127.0.0.1:8080/?a=b"),
                    credentials: .bearer(Secret("ptlc_from-the-environment")),
                    acceptsAnyCertificate: true
                ),
            ]
        )
    }

    @Test func `the command line wins over the file`() throws {
        let configuration = try SettingsFixture.configuration(Self.minimal + "log: {level: warn, format: json}\n")
        let address = ListenAddress(host: "127.0.0.1", port: 0)
        let overrides = ConfigurationOverrides(
            listenAddresses: [address],
            telemetryPath: "/m",
            writesCreation: true,
            compatibility: [.pterodactylExporter],
            logLevel: .debug,
            storagePath: "/tmp/x"
        )
        let result = configuration.applying(overrides)
        #expect(result.web == WebSettings(listenAddresses: [address], telemetryPath: "/m"))
        #expect(result.metrics.writesCreation)
        #expect(result.metrics.compatibility == [.pterodactylExporter])
        #expect(result.log == LogSettings(level: .debug, format: .json))
        #expect(result.storage.path == "/tmp/x")
        #expect(configuration.applying(ConfigurationOverrides()) == configuration)
    }

    @Test(arguments: [
        ("", []), ("metrics:\n", []), ("metrics: {compat: }\n", []), ("metrics: {compat: []}\n", []),
        ("metrics: {compat: pterodactyl_exporter}\n", [MetricsSettings.Compatibility.pterodactylExporter]),
        ("metrics:\n  compat:\n    - pterodactyl_exporter\n", [.pterodactylExporter]),
    ])
    func `another exporter's names are asked for by a word or a list`(
        text: String,
        expected: [MetricsSettings.Compatibility]
    ) throws {
        #expect(try SettingsFixture.configuration(Self.minimal + text).metrics.compatibility == expected)
    }

    @Test func `sections without a value have their defaults`() throws {
        let text =
            Self.minimal + "rules:\ncollectors:\n  servers:\nremediation:\n  policies:\nweb:\n  listen_addresses:\n"
        #expect(try SettingsFixture.configuration(text) == SettingsFixture.configuration(Self.minimal))
    }

    @Test func `a variable may be a part of a text and other dollars stay`() throws {
        let text = """
            panels:
              - url: https://${HOST}/panel
                name: $a-${B_1}$${B_1}-${1x}-${
                api_key: ptlc_key
            """
        let configuration = try SettingsFixture.configuration(text, environment: ["HOST": "p.example", "B_1": "b"])
        #expect(configuration.panels.first?.url == "https://p.example/panel")
        #expect(configuration.panels.first?.name == "$a-b$b-${1x}-${")
    }

    @Test func `a value from the environment is not shown in a message`() {
        let text = "panels:\n  - {url: \"${URL}\", api_key: \"${KEY}\"}\n"
        let environment = ["URL": "very private", "KEY": "also private"]
        let error = #expect(throws: SettingsError.self) {
            try SettingsFixture.configuration(text, environment: environment)
        }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains("\"${URL}\" is not a panel's address"))
        #expect(!message.contains("private"))
    }

    @Test func `a configuration never prints a key`() throws {
        let configuration = try SettingsFixture.configuration(Self.minimal)
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("ptlc_key"))
        #expect(!"\(configuration)".contains("ptlc_key"))
        #expect(!String(reflecting: configuration).contains("ptlc_key"))
    }
}
