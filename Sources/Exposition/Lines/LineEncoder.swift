import Telemetry

/// Encodes snapshots in one of the formats made of lines.
struct LineEncoder: Sendable {
    private let dialect: LineDialect
    private let end: [UInt8]
    private let writesCreation: Bool
    private var lines: PageLines?
    private var last: LinePage?

    init(_ dialect: LineDialect, isLast: Bool, writesCreation: Bool = false) {
        self.dialect = dialect
        self.writesCreation = writesCreation
        self.end = isLast ? dialect.end : []
    }

    /// The page of a snapshot.
    mutating func encode(_ snapshot: Snapshot) -> EncodedPage {
        if lines?.layout !== snapshot.layout {
            lines = PageLines(snapshot.layout, dialect, takingOver: lines)
            last = nil
        }
        let lines = lines ?? PageLines(snapshot.layout, dialect)
        let page = lines.filled(with: snapshot.values, additions: additions(to: snapshot), end: end, after: last)
        last = page
        return page.page
    }

    private func additions(to snapshot: Snapshot) -> [LineAddition] {
        guard dialect == .openMetrics else { return [] }
        let exemplars = snapshot.histograms.flatMap { histogram in
            histogram.exemplars.enumerated().compactMap { index, exemplar in
                exemplar.map { LineAddition(position: histogram.position + index, bytes: Self.text(of: $0)) }
            }
        }
        guard writesCreation, !snapshot.creationTimes.isEmpty else { return exemplars }
        let times = snapshot.layout.series.indices.compactMap { position in
            snapshot.creationTimes[position].flatMap { Self.line(of: $0, snapshot.layout.series[position], position) }
        }
        return (exemplars + times).sorted { $0.position < $1.position }
    }

    /// A line of its own, `name_created{labels} time`; nil for what is no counter in OpenMetrics.
    private static func line(of time: Timestamp, _ series: Series, _ position: Int) -> LineAddition? {
        let (name, type) = series.family.openMetrics
        guard type == "counter" || type == "histogram" else { return nil }
        var bytes = Array("\n\(name)_created".utf8)
        LineText.append(series.labels, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        LineText.append(time.secondsSince1970, to: &bytes)
        return LineAddition(position: position, bytes: bytes)
    }

    /// ` # {labels} value timestamp`, the time in seconds.
    private static func text(of exemplar: Exemplar) -> [UInt8] {
        var bytes = Array(" # ".utf8)
        LineText.append(exemplar.labels, to: &bytes)
        if exemplar.labels.isEmpty { bytes += "{}".utf8 }
        bytes.append(UInt8(ascii: " "))
        LineText.append(exemplar.value, to: &bytes)
        if let timestamp = exemplar.timestamp {
            bytes.append(UInt8(ascii: " "))
            LineText.append(timestamp.secondsSince1970, to: &bytes)
        }
        return bytes
    }
}
