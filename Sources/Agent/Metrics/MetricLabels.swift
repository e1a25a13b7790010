import Telemetry

extension MetricCatalogue {
    /// The labels of each sample name that the metrics page can show, names and labels that are seldom there among them.
    package static let labels: [String: Set<String>] = {
        var labels: [String: Set<String>] = [:]
        for family in families {
            let own = common(to: family.name).union(further[family.name] ?? [])
            guard family.kind == .histogram else {
                labels[family.name] = own
                continue
            }
            labels[family.name + "_bucket"] = own.union(["le"])
            labels[family.name + "_sum"] = own
            labels[family.name + "_count"] = own
        }
        // Rules that were written for it are no mistake, whether its names are shown now or not.
        for family in exporterFamilies { labels[family.name] = ["id", "server_name"] }
        return labels
    }()

    /// What all families of a kind have; the first prefix that fits counts.
    private static let byPrefix: [(prefix: String, labels: Set<String>)] = [
        ("pterodactyl_server_", ["panel", "node", "server"]),
        ("pterodactyl_node_", ["panel", "node"]),
        ("pterodactyl_panel_", ["panel"]),
        ("pterowatch_collector_", ["panel", "collector"]),
        ("pterowatch_request", ["panel", "target", "endpoint"]),
        ("pterowatch_rule_", ["group"]),
        ("pterowatch_source_", ["panel", "node"]),
        ("pterowatch_stream_", ["panel", "node"]),
    ]

    /// What a family has besides.
    private static let further: [String: Set<String>] = [
        "pterodactyl_node_allocations": ["assigned"],
        "pterodactyl_node_info": [
            "architecture", "fqdn", "kernel", "location", "node_id", "os", "public", "uuid", "wings_version",
        ],
        "pterodactyl_node_servers": ["state"],
        "pterodactyl_node_servers_unlimited": ["resource"],
        "pterodactyl_node_up": ["source"],
        "pterodactyl_panel_ratelimit_limit": ["api"],
        "pterodactyl_panel_ratelimit_remaining": ["api"],
        "pterodactyl_server_backups": ["status"],
        "pterodactyl_server_crashes_total": ["kind"],
        "pterodactyl_server_feature_limit": ["feature"],
        "pterodactyl_server_feature_used": ["feature"],
        "pterodactyl_server_info": [
            "allocation", "egg", "external_id", "image", "internal_id", "name", "nest", "owner_id", "uuid",
        ],
        "pterodactyl_server_last_observed_timestamp_seconds": ["source"],
        "pterodactyl_server_starts_total": ["cause"],
        "pterodactyl_server_state": ["state"],
        "pterodactyl_server_status": ["status"],
        "pterowatch_alerts": ["alertname", "state"],
        "pterowatch_build_info": ["platform", "swift_version", "version"],
        "pterowatch_hook_alerts_total": ["result"],
        "pterowatch_notification_queue_length": ["receiver"],
        "pterowatch_notifications_failed_total": ["receiver", "reason"],
        "pterowatch_notifications_total": ["receiver"],
        "pterowatch_remediation_circuit_open": ["panel", "scope", "node"],
        "pterowatch_remediation_given_up": ["panel", "node", "server"],
        "pterowatch_remediation_recovery_seconds": ["policy"],
        "pterowatch_remediations_refused_total": ["policy", "reason"],
        "pterowatch_remediations_total": ["policy", "step", "outcome"],
        "pterowatch_requests_total": ["code"],
        "pterowatch_silences": ["source"],
        "pterowatch_source_info": ["source", "reason"],
        "pterowatch_source_servers": ["source"],
    ]

    private static func common(to name: String) -> Set<String> {
        byPrefix.first { name.hasPrefix($0.prefix) }?.labels ?? []
    }
}
