extension Row {
    /// The exporter's own processor time while each server's state is read once.
    ///
    /// Ours holds everything that the process does in that time: the rules of `alerts/` and the published page, too.
    static let collectCPU = Row(
        name: "collect cpu per sweep",
        unit: "s",
        peer: PeerExporter.name,
        goal: 1
    ) { try await $0.fleetComparison().compared(\.cpuSeconds) }
}
