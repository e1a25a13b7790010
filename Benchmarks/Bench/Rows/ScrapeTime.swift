extension Row {
    /// From the connection to the last byte of `/metrics`, uncompressed.
    static let scrapeTime = Row(
        name: "scrape time",
        unit: "ms",
        peer: PeerExporter.name,
        goal: 1
    ) { try await $0.fleetComparison().compared(\.scrape.milliseconds) }
}
