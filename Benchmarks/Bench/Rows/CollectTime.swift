extension Row {
    /// How long it takes to ask for state and backups of every server when the panel's rate limit does not matter.
    ///
    /// Ours does so after it has started, and spreads the later sweeps over their intervals; the peer does so each time.
    static let collectTime = Row(
        name: "collect time per sweep",
        unit: "s",
        peer: PeerExporter.name,
        goal: 1
    ) { try await $0.fleetComparison().compared(\.sweepSeconds) }
}
