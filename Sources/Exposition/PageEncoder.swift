public import Telemetry

/// Encodes snapshots in a format that scrapers read.
///
/// What depends on names and labels alone is written once for each layout, and for the next layout only that of new
/// series is. A snapshot of a known layout costs copying those bytes and writing the numbers that changed since the last
/// one. Families stand in the layout's order, each with its headers before its samples; no timestamps; every line
/// ends with LF.
///
/// A page may be sent in two segments, the second one made freshly for each scrape. A family must stand in one of them
/// alone, and the first encoder is told that its page is not the last one, as what ends a page stands there.
public struct PageEncoder: Sendable {
    /// In which format it writes.
    public let format: ScrapeFormat
    private var writer: Writer

    private enum Writer {
        case lines(LineEncoder)
        case messages(MessageEncoder)
    }

    /// Makes an encoder that has seen no layout yet.
    /// - Parameters:
    ///   - format: in which format it writes.
    ///   - isLast: whether nothing is sent after its pages; OpenMetrics ends with `# EOF`.
    ///   - writesCreation: whether OpenMetrics has `_created` beside counters and histograms, where a snapshot tells it;
    ///     each is a series more for a scraper.
    public init(_ format: ScrapeFormat, isLast: Bool = true, writesCreation: Bool = false) {
        self.format = format
        switch format {
        case .text: writer = .lines(LineEncoder(.text, isLast: isLast))
        case .openMetrics:
            writer = .lines(LineEncoder(.openMetrics, isLast: isLast, writesCreation: writesCreation))
        case .protobuf: writer = .messages(MessageEncoder())
        }
    }

    /// The page of a snapshot.
    public mutating func encode(_ snapshot: Snapshot) -> EncodedPage {
        switch writer {
        case .lines(var encoder):
            defer { writer = .lines(encoder) }
            return encoder.encode(snapshot)
        case .messages(var encoder):
            defer { writer = .messages(encoder) }
            return encoder.encode(snapshot)
        }
    }
}
