public import Settings

import Alerting
import Collecting
import Foundation
import HTTPServing
import Logging
import PanelSimulator
import PanelTransport
import QueryAPI
import Remediation
import ServiceLifecycle
import StateStore
import Telemetry
import UnixSignals

/// Puts the agent together and runs it: the composition root.
public enum AgentRuntime {
    /// Runs the agent until it is told to stop (SIGTERM, SIGINT).
    ///
    /// - Parameters:
    ///   - configuration: the validated settings.
    ///   - rereading: reads the settings again, when a reload is asked for; nil where they are in no file.
    ///   - sources: where rule files are read from.
    ///   - whenListening: told once where it listens, such as `127.0.0.1:9531`.
    /// - Throws: what keeps it from starting: `SettingsError` for rule files, `StateStoreError` when the storage
    ///   directory cannot be used or another agent holds it, `HTTPServerError` when an address cannot be listened on.
    public static func run(
        _ configuration: Configuration,
        rereading: (@Sendable () throws -> Configuration)? = nil,
        sources: SettingsSources,
        whenListening: @escaping @Sendable ([String]) -> Void = { _ in }
    ) async throws {
        let ruleFiles = try RuleFileReader(sources: sources).ruleFiles(for: configuration.rules)
        OpenFiles.raiseLimit()
        let logger = makeLogger(configuration.log)
        let keeper = try WebConfigurationKeeper(configuration.web.configFile, sources: sources, logger: logger)
        let plan = AgentPlan(keeper.marking(configuration), groups: ruleFiles.flatMap(\.groups))
        let store = try StateStore(directory: configuration.storage.path)
        let transport = try await TransportPool(
            configuration.panels,
            notifications: configuration.notifications,
            environment: sources.environment
        )
        do {
            let requests = try await store.requests()
            let memory = AgentCore.Memory(
                beliefs: try await store.beliefs(),
                alerts: try await store.alerts(),
                ledger: try await store.loadHistory(
                    since: .now - Remediator.historyReach(of: plan.policies, plan.limits)
                ),
                notifications: try await store.notifications(),
                requests: requests.requests
            )
            let inbox = EventInbox()
            let reloader = Reloader(
                configuration,
                read: rereading ?? { configuration },
                sources: sources,
                inbox: inbox,
                logger: logger
            )
            let silences = try await SilenceKeeper(
                loadingFrom: store,
                telling: inbox,
                log: { logger.log($0) },
                now: { .now }
            )
            let hooks = HookKeeper(
                expiry: plan.hookExpiry,
                resuming: requests,
                keepingIn: store,
                telling: inbox,
                at: .now
            ) { logger.log($0) }
            let stops = StopKeeper(
                StopFiles(in: configuration.storage.path, and: configuration.remediation.stopFile),
                telling: inbox
            )
            let desk = ViewDesk<QueryView>(waking: inbox)
            let explaining = ViewDesk<ExplainView>(waking: inbox)
            let approvals = ApprovalDesk(waking: inbox)
            let page = PublishedPage(writesCreation: configuration.metrics.writesCreation) {
                let status = reloader.status
                return (status.isSuccessful, status.loadedAt)
            }
            let agent = AgentService(
                plan: plan,
                memory: memory,
                connections: transport.connections,
                lines: transport.lines,
                store: store,
                keeper: HistoryKeeper(in: configuration.storage.path, logger: logger),
                stops: stops,
                silences: silences,
                page: page,
                inbox: inbox,
                desk: desk,
                explaining: explaining,
                approvals: approvals,
                logger: logger
            )
            let token = try AccessToken(of: configuration)
            keeper.admit(token)
            let web = WebService(
                settings: configuration.web,
                router: AgentRoutes.router(
                    page: page,
                    telemetryPath: configuration.web.telemetryPath,
                    maxRequests: configuration.web.maxRequests,
                    token: token,
                    reloader: reloader,
                    desk: desk,
                    explaining: explaining,
                    silences: silences,
                    ledger: store,
                    approvals: approvals,
                    stops: stops,
                    hooks: hooks,
                    mode: plan.mode,
                    status: { [startedAt = Timestamp.now] in
                        ProcessStatus(of: reloader, startedAt: startedAt, retention: plan.retention)
                    }
                ),
                access: keeper.access,
                tls: keeper.tls,
                logger: logger,
                whenListening: { whenListening($0.map(\.description)) }
            )
            logger.info("Starting", metadata: startFacts(configuration, plan))
            for warning in configuration.warnings {
                logger.warning("The configuration can do harm", metadata: ["warning": "\(warning)"])
            }
            try await serve([web, agent, HangupService(reloader: reloader), keeper], logger: logger)
            logger.info("Stopped")
        } catch {
            try await transport.shutdown()
            try store.close()
            throw error
        }
        try await transport.shutdown()
        try store.close()
    }

    /// Runs the agent against a simulated panel on this machine until it is told to stop.
    ///
    /// The panel's clockwork goes ten times faster than a real one's, so that a crash is found and mended within a
    /// minute.
    /// - Parameter overrides: what the command line says; listens on 127.0.0.1:9531 unless it says otherwise.
    public static func demo(_ overrides: ConfigurationOverrides) async throws {
        let options = SimulatorOptions(servers: 5, nodes: 2, seed: 1, timeScale: 10)
        let storage = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-demo-\(UUID())")
        defer { try? FileManager.default.removeItem(at: storage) }  // a leftover in the temporary folder harms nobody
        let sources = SettingsSources.files(environment: [:])
        try await SimulatorServer.withServer(options: options) { simulator in
            let yaml = simulator.readiness.agentConfiguration(timeScale: options.timeScale)
            var configuration = try ConfigurationReader(sources: sources).configuration(from: yaml, file: "demo")
            configuration.storage.path = storage.path
            configuration.web.listenAddresses = [Settings.ListenAddress(host: "127.0.0.1", port: 9_531)]
            configuration = configuration.applying(overrides)
            let readiness = simulator.readiness
            try await run(configuration, sources: sources) { addresses in
                let greeting = DemoText.greeting(address: addresses.first ?? "", simulator: readiness)
                FileHandle.standardOutput.write(Data((greeting + "\n").utf8))
            }
        }
    }

    private static func serve(_ services: [any Service], logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0,
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup
                )
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet
        )
        configuration.maximumGracefulShutdownDuration = .seconds(4)
        try await ServiceGroup(configuration: configuration).run()
    }

    private static func makeLogger(_ settings: LogSettings) -> Logger {
        let level = LogLine.Level(rawValue: settings.level.rawValue) ?? .info
        let format = LogFormat(rawValue: settings.format.rawValue) ?? .logfmt
        return Logger(label: "pterowatch") { _ in
            StandardErrorLogHandler(level: level.loggerLevel, format: format)
        }
    }

    private static func startFacts(_ configuration: Configuration, _ plan: AgentPlan) -> Logger.Metadata {
        [
            "version": "\(Build.version)", "panels": "\(plan.panels.map(\.name).joined(separator: ","))",
            "remediation": "\(plan.mode.rawValue)", "rules": "\(plan.groups.reduce(0) { $0 + $1.rules.count })",
            "storage": "\(configuration.storage.path)",
        ]
    }
}
