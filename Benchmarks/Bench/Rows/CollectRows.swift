/// What it costs to know a fleet of 1,000 servers on 10 nodes, against the exporter that most people use.
///
/// A cycle of ours reads the state of every server; the rest is asked for at longer intervals, and counts in parts of the
/// cycles that its interval holds. The peer asks for everything in each cycle. The peer's limit is the panel's own, which
/// is off here.
extension Row {
    private static let peerRequests = 2_021.0

    /// Requests for states, use and nodes: one a node, and the list of nodes now and then.
    static let collectStates = Row(
        name: "collect requests per cycle, states and nodes",
        unit: "requests",
        peer: PeerExporter.name,
        goal: 11 / peerRequests
    ) { try await $0.fleetComparison().compared(\.stateRequests) }

    /// All requests, inventory and backup lists among them.
    static let collectRequests = Row(
        name: "collect requests per cycle, all collectors",
        unit: "requests",
        peer: PeerExporter.name,
        goal: 30 / peerRequests
    ) { try await $0.fleetComparison().compared(\.requests) }

    /// From the first request of a cycle to the last; ours is the first cycle of all, with what it takes to find the nodes.
    static let collectTime = Row(
        name: "collect time per cycle",
        unit: "s",
        peer: PeerExporter.name,
        goal: 0.01
    ) { try await $0.fleetComparison().compared(\.seconds) }

    /// The exporter's own processor time in a cycle: ours makes its page of metrics besides, twice.
    static let collectCPU = Row(
        name: "collect cpu per cycle",
        unit: "s",
        peer: PeerExporter.name,
        goal: 0.05
    ) { try await $0.fleetComparison().compared(\.cpuSeconds) }
}
