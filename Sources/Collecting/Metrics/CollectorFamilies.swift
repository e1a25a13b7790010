public import Telemetry

/// The families about the agent's own asking: `pterowatch_requests_…`, `pterowatch_collector_…`.
public enum CollectorFamilies {
    static let requests = MetricFamily(
        "pterowatch_requests_total",
        .counter,
        "Requests by target, endpoint and status code, or the reason why there was no answer."
    )
    static let requestDuration = MetricFamily(
        "pterowatch_request_duration_seconds",
        .histogram,
        "Time from sending a request to its whole answer."
    )
    static let success = gauge("collector_success", "Whether the collector's last cycle brought all that it asked for.")
    static let duration = gauge("collector_duration_seconds", "How long the collector's last cycle took.")
    static let lastSuccess = gauge(
        "collector_last_success_timestamp_seconds",
        "Unix time of the collector's last answer."
    )
    static let skipped = MetricFamily(
        "pterowatch_collector_skipped_total",
        .counter,
        "Slots of the collector that passed unused, because an answer was late or the budget was short."
    )
    static let interval = gauge(
        "collector_interval_seconds",
        "Time between two looks at the same object, as it was achieved of late."
    )
    static let sourceServers = gauge("source_servers", "Servers whose state is known now, by source.")
    static let sourceInfo = gauge(
        "source_info",
        "What is asked for state and use of the node's servers, and why nothing better. Always 1."
    )
    static let streamConnections = gauge("stream_connections", "WebSockets to the node's Wings that are open.")
    static let streamReconnects = MetricFamily(
        "pterowatch_stream_reconnects_total",
        .counter,
        "WebSockets that were opened again after they had ended."
    )
    static let streamGaps = MetricFamily(
        "pterowatch_stream_gaps_total",
        .counter,
        "Times in which a WebSocket may have lost events."
    )

    /// Every family of this group, for the documentation.
    public static let all = [
        requests, requestDuration, success, duration, lastSuccess, skipped, interval, sourceServers, sourceInfo,
        streamConnections, streamReconnects, streamGaps,
    ]

    private static func gauge(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("pterowatch_" + name, .gauge, help)
    }
}
