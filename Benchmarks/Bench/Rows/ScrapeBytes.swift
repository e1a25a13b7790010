extension Row {
    /// The length of `/metrics`, uncompressed.
    ///
    /// It has no goal: a page that says more is longer.
    static let scrapeBytes = Row(
        name: "scrape bytes",
        unit: "bytes",
        peer: PeerExporter.name,
        goal: nil
    ) { try await $0.fleetComparison().compared(\.scrape.bytes) }
}
