public import PterodactylAPI

/// Where a started simulator is and how to get in: what it prints when it is ready.
public struct SimulatorReadiness: Sendable, Equatable, Encodable {
    /// The panel's URL, without a slash at its end.
    public let panelURL: String
    /// The root admin's client key.
    public let clientKey: String
    /// The ordinary user's client key.
    public let userKey: String
    /// The application key.
    public let applicationKey: String
    /// The control API's URL.
    public let controlURL: String
    /// The base URLs of the nodes' Wings, in the order of the nodes; empty when they are not served.
    public let wingsURLs: [String]

    private enum CodingKeys: String, CodingKey {
        case panelURL = "panel_url"
        case clientKey = "client_key"
        case userKey = "user_key"
        case applicationKey = "application_key"
        case controlURL = "control_url"
        case wingsURLs = "wings_urls"
    }

    /// Makes the readiness of a panel at a URL, with its nodes' Wings at theirs.
    public init(_ panel: SimulatedPanel, url: String, wingsURLs: [String] = []) {
        self.wingsURLs = wingsURLs
        panelURL = url
        clientKey = panel.clientKey.reveal()
        userKey = panel.userKey.reveal()
        applicationKey = panel.applicationKey.reveal()
        controlURL = url + "/simulator"
    }

    /// The one line of JSON, without a line end.
    ///
    /// The keys open nothing but the simulation.
    public var jsonLine: String {
        let line = JSON.object([
            ("panel_url", .string(panelURL)), ("client_key", .string(clientKey)), ("user_key", .string(userKey)),
            ("application_key", .string(applicationKey)), ("control_url", .string(controlURL)),
            ("wings_urls", .array(wingsURLs.map { .string($0) })),
        ])
        return String(decoding: line.encoded, as: UTF8.self)
    }
}

/// A configuration of the agent for a simulated panel.
public enum AgentConfiguration {
    /// YAML that an agent can run with: the panel, its key, and leave to act; with a time scale also every interval.
    /// - Parameters:
    ///   - panelURL: the panel's URL.
    ///   - apiKey: a `ptlc_` key.
    ///   - timeScale: what the simulator divides its durations by.
    public static func yaml(panelURL: String, apiKey: Secret, timeScale: Double = 1) -> String {
        var lines = [
            "panels:", "  - name: simulated", "    url: \(panelURL)", "    api_key: \(apiKey.reveal())",
        ]
        if timeScale != 1 { lines.append("    cache_age: \(scaled(20, by: timeScale))") }
        lines += ["remediation:", "  mode: automatic"]
        if timeScale != 1 { lines += scaledLines(timeScale) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The intervals of an agent that shall keep pace with a faster world.
    private static func scaledLines(_ scale: Double) -> [String] {
        [
            "  grace: \(scaled(120, by: scale))", "  verify_within: \(scaled(300, by: scale))",
            "  cooldown: \(scaled(300, by: scale))", "  attempts: 3", "  attempts_window: \(scaled(3_600, by: scale))",
            "rules:", "  evaluation_interval: \(scaled(15, by: scale))", "collectors:",
            "  inventory:", "    interval: \(scaled(300, by: scale))",
            "  servers:", "    interval: \(scaled(20, by: scale))",
            "  wings:", "    interval: \(scaled(10, by: scale))",
            "  nodes:", "    interval: \(scaled(60, by: scale))",
            "  backups:", "    interval: \(scaled(600, by: scale))",
        ]
    }

    /// A duration in Prometheus' form, whole milliseconds and at least 50 of them.
    static func scaled(_ seconds: Double, by scale: Double) -> String {
        let milliseconds = max(50, (seconds * 1_000 / scale).rounded())
        return milliseconds.truncatingRemainder(dividingBy: 1_000) == 0
            ? "\(Int(milliseconds / 1_000))s" : "\(Int(milliseconds))ms"
    }
}

extension SimulatorReadiness {
    /// The agent's configuration for this simulator, with the root admin's key.
    public func agentConfiguration(timeScale: Double = 1) -> String {
        AgentConfiguration.yaml(panelURL: panelURL, apiKey: Secret(clientKey), timeScale: timeScale)
    }
}
