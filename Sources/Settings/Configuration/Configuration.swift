/// What the agent is told to do: everything validated, nothing left to look up.
public struct Configuration: Sendable, Equatable {
    /// The panels, at least one, with different names.
    public var panels: [PanelSettings]
    /// What is collected, and how often.
    public var collectors: CollectorSettings
    /// How much of the panel's rate limit is used.
    public var budget: BudgetSettings
    /// Where the pages are served.
    public var web: WebSettings
    /// What the metrics page says.
    public var metrics: MetricsSettings
    /// Which rules are evaluated.
    public var rules: RuleSettings
    /// What is done about alerts.
    public var remediation: RemediationSettings
    /// Who is told of alerts.
    public var notifications: NotificationSettings
    /// Where the ledger is kept.
    public var storage: StorageSettings
    /// How the agent logs.
    public var log: LogSettings

    /// Makes a configuration; what is not given has the documented default.
    public init(
        panels: [PanelSettings],
        collectors: CollectorSettings = CollectorSettings(),
        budget: BudgetSettings = BudgetSettings(),
        web: WebSettings = WebSettings(),
        metrics: MetricsSettings = MetricsSettings(),
        rules: RuleSettings = RuleSettings(),
        remediation: RemediationSettings = RemediationSettings(),
        notifications: NotificationSettings = NotificationSettings(),
        storage: StorageSettings = StorageSettings(),
        log: LogSettings = LogSettings()
    ) {
        self.panels = panels
        self.collectors = collectors
        self.budget = budget
        self.web = web
        self.metrics = metrics
        self.rules = rules
        self.remediation = remediation
        self.notifications = notifications
        self.storage = storage
        self.log = log
    }

    /// This configuration with what the command line says laid over it.
    public func applying(_ overrides: ConfigurationOverrides) -> Configuration {
        var result = self
        if !overrides.listenAddresses.isEmpty { result.web.listenAddresses = overrides.listenAddresses }
        if let url = overrides.externalURL { result.web.externalURL = url }
        if let path = overrides.telemetryPath { result.web.telemetryPath = path }
        if let limit = overrides.maxRequests { result.web.maxRequests = limit }
        if overrides.usesSystemdSocket { result.web.usesSystemdSocket = true }
        if let file = overrides.webConfigFile { result.web.configFile = file.isEmpty ? nil : file }
        if let flag = overrides.writesCreation { result.metrics.writesCreation = flag }
        if !overrides.compatibility.isEmpty { result.metrics.compatibility = overrides.compatibility }
        if let level = overrides.logLevel { result.log.level = level }
        if let format = overrides.logFormat { result.log.format = format }
        if let path = overrides.storagePath { result.storage.path = path }
        return result
    }
}
