extension Row {
    /// From the connection to the last byte of `/metrics`, uncompressed: many times as many bytes as the peer's.
    static let scrapeTime = Row(
        name: "scrape time",
        unit: "ms",
        peer: PeerExporter.name,
        goal: nil
    ) { try await $0.fleetComparison().compared(\.scrape.milliseconds) }

    /// The same for each series: ours has several times as many.
    static let scrapeTimeSeries = Row(
        name: "scrape time, a series",
        unit: "µs",
        peer: PeerExporter.name,
        goal: nil
    ) { try await $0.fleetComparison().compared(\.scrape.microsecondsPerSeries) }

    /// The same as Prometheus asks for it: compressed, which the peer does anew for each scrape.
    static let scrapeTimeGzip = Row(
        name: "scrape time, gzip",
        unit: "ms",
        peer: PeerExporter.name,
        goal: 0.01
    ) { try await $0.fleetComparison().compared(\.scrape.gzipMilliseconds) }
}
