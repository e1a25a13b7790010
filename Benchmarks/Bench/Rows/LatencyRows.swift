/// From a server's crash to the agent's knowledge of it, 99 of 100 crashes, with 1,000 WebSockets open.
extension Row {
    static let latencyStream = Row(
        name: "latency stream, crash to knowledge, p99",
        unit: "ms",
        peer: "100 ms",
        goal: 1
    ) { Comparison(ours: try await $0.crashLatency().stream * 1_000, peer: 100) }

    /// A crash that Wings mends within four seconds is seen by the new container.
    static let latencyWings = Row(
        name: "latency wings, crash to knowledge, p99",
        unit: "s",
        peer: "one interval",
        goal: 1
    ) { Comparison(ours: try await $0.crashLatency().wings, peer: CrashLatency.interval) }
}
