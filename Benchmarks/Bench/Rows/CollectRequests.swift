extension Row {
    /// What a fleet's panel has to answer while each server's state is read once.
    ///
    /// Ours asks for state and use at one interval, for backups, nodes and the inventory at longer ones: all requests of
    /// a window count, in parts of the sweeps over the servers that it held. The peer asks for everything in each cycle.
    static let collectRequests = Row(
        name: "collect requests per server sweep",
        unit: "requests",
        peer: PeerExporter.name,
        goal: 1
    ) { try await $0.fleetComparison().compared(\.requests) }
}
