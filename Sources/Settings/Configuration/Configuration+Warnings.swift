import Collecting

extension Configuration {
    /// What is allowed but seldom meant: one line each, with the key, the value and what comes of it.
    public var warnings: [String] {
        panels.flatMap { $0.warnings(pollingEvery: collectors.servers) } + policyWarnings
    }

    /// How late an entry of the web console can stand in the activity log: Wings sends them every 60 s, the panel is asked
    /// within its cache's 20 s, and clocks differ.
    private static let latestEntry = Duration.seconds(90)

    /// How long a real panel shows the state from before an action: the age of its cache, and one poll.
    private static let latestState = Duration.seconds(40)

    private var policyWarnings: [String] {
        // A panel whose cache is shorter than a real one's is simulated, and so is its clockwork.
        guard panels.contains(where: { $0.cacheAge >= IncidentTiming.realCacheAge }) else { return [] }
        return remediation.policies.sorted { $0.key < $1.key }.flatMap { name, policy in
            var lines: [String] = []
            if policy.grace < Self.latestEntry {
                lines.append(
                    "policy \(name): grace is \(policy.grace), below \(Self.latestEntry): a stop in the web console may be "
                        + "taken for a crash, because its entry comes up to a minute late"
                )
            }
            if policy.verifyWithin < Self.latestState {
                lines.append(
                    "policy \(name): verify_within is \(policy.verifyWithin), below \(Self.latestState): the panel may "
                        + "still show the state from before the start, so that a success counts as failed"
                )
            }
            return lines
        }
    }
}

extension PanelSettings {
    fileprivate func warnings(pollingEvery servers: CollectorSettings.Collector) -> [String] {
        var lines: [String] = []
        if acceptsAnyCertificate {
            lines.append(
                "panel \(name): insecure_skip_verify is true: whoever is between here and the panel can read the API key; "
                    + "ca_file trusts an authority of your own"
            )
        }
        if Self.isOpenToOthers(url) {
            lines.append("panel \(name): url is \(url): without TLS the API key can be read on the way")
        }
        if servers.isEnabled, servers.interval < cacheAge {
            lines.append(
                "panel \(name): collectors.servers.interval is \(servers.interval), below cache_age \(cacheAge): the panel "
                    + "gives the same answer again"
            )
        }
        return lines + nodes.flatMap(warnings(of:))
    }

    private func warnings(of node: NodeSettings) -> [String] {
        var lines: [String] = []
        if node.acceptsAnyCertificate {
            lines.append(
                "panel \(name), node \(node.name): insecure_skip_verify is true: whoever is between here and the node can "
                    + "read its token, which is control over the whole node; ca_file trusts an authority of your own"
            )
        }
        if let url = node.url, Self.isOpenToOthers(url) {
            lines.append(
                "panel \(name), node \(node.name): url is \(url): without TLS the node's token can be read on the way"
            )
        }
        return lines
    }

    /// Whether what is sent to an address leaves this machine without TLS.
    private static func isOpenToOthers(_ url: String) -> Bool {
        guard url.hasPrefix("http://") else { return false }
        let host = url.dropFirst("http://".count)
        return !["localhost", "127.", "[::1]"].contains { host.hasPrefix($0) }
    }
}
