import Telemetry

/// The page of a layout without its numbers.
///
/// One run of bytes, cut where the numbers go: the piece before a number holds the family's header, if the series is
/// the first of its family, and `name{label="value"} `.
struct TextLines: Sendable {
    private let bytes: [UInt8]
    /// Where the piece before each number ends; ascending.
    private let cuts: [Int]

    init(_ layout: SnapshotLayout) {
        var bytes: [UInt8] = []
        var cuts: [Int] = []
        cuts.reserveCapacity(layout.series.count)
        for range in layout.families {
            Self.append(headerOf: range.family, to: &bytes)
            for series in layout.series[range.positions] {
                Self.append(series, to: &bytes)
                cuts.append(bytes.count)
            }
        }
        self.bytes = bytes
        self.cuts = cuts
    }

    /// The page with its numbers.
    /// - Parameter values: one for each series, in the layout's order.
    func filled(with values: [Double]) -> [UInt8] {
        precondition(values.count == cuts.count, "a snapshot has one value for each series of its layout")
        let capacity = bytes.count + cuts.count * (NumberText.longest + 1)
        return [UInt8](unsafeUninitializedCapacity: capacity) { page, length in
            bytes.withUnsafeBufferPointer { bytes in
                var start = 0
                for (cut, value) in zip(cuts, values) {
                    _ = page[length...].update(fromContentsOf: bytes[start..<cut])
                    length += cut - start
                    length += NumberText.write(value, to: UnsafeMutableBufferPointer(rebasing: page[length...]))
                    page[length] = UInt8(ascii: "\n")
                    length += 1
                    start = cut
                }
            }
        }
    }

    private static func append(headerOf family: MetricFamily, to bytes: inout [UInt8]) {
        bytes += "# HELP \(family.name) ".utf8
        for byte in family.help.utf8 { append(byte, escapingQuotes: false, to: &bytes) }
        bytes += "\n# TYPE \(family.name) \(family.kind.rawValue)\n".utf8
    }

    private static func append(_ series: Series, to bytes: inout [UInt8]) {
        bytes += series.name.utf8
        var separator = UInt8(ascii: "{")
        for label in series.labels.labels {
            bytes.append(separator)
            bytes += label.name.utf8
            bytes += "=\"".utf8
            for byte in label.value.utf8 { append(byte, escapingQuotes: true, to: &bytes) }
            bytes.append(UInt8(ascii: "\""))
            separator = UInt8(ascii: ",")
        }
        if !series.labels.isEmpty { bytes.append(UInt8(ascii: "}")) }
        bytes.append(UInt8(ascii: " "))
    }

    private static func append(_ byte: UInt8, escapingQuotes: Bool, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\"") where escapingQuotes: bytes += "\\\"".utf8
        default: bytes.append(byte)
        }
    }
}
