/// In which form a page of metrics is written.
public enum ScrapeFormat: Hashable, Sendable, CaseIterable {
    /// The text format; version 1.0.0 of it differs from 0.0.4 in what its content type says alone, as all our names
    /// are of the old kind.
    case text
    /// OpenMetrics 1.0; version 0.0.1 differs in what its content type says alone.
    case openMetrics
    /// Messages `io.prometheus.client.MetricFamily`, each after its length.
    case protobuf
}

/// How a scrape is answered: the form of the page, and what the answer says of itself.
public struct NegotiatedFormat: Hashable, Sendable {
    /// The form of the page.
    public let format: ScrapeFormat
    /// The header `Content-Type`.
    public let contentType: String
}
