import Telemetry

/// Encodes snapshots in one of the formats made of lines.
struct LineEncoder: Sendable {
    private let dialect: LineDialect
    private let end: [UInt8]
    private var lines: PageLines?
    private var last: LinePage?

    init(_ dialect: LineDialect, isLast: Bool) {
        self.dialect = dialect
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
        return snapshot.histograms.flatMap { histogram in
            histogram.exemplars.enumerated().compactMap { index, exemplar in
                exemplar.map { LineAddition(position: histogram.position + index, bytes: Self.text(of: $0)) }
            }
        }
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
