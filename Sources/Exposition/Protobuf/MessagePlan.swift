import Telemetry

/// The messages of a layout without their numbers.
///
/// A number takes the same eight bytes whatever it is, so that the messages of all families but the histograms are bytes
/// with gaps. Those of histograms have other lengths each time and are written anew.
struct MessagePlan: Sendable {
    /// A section of the page: a run of numbers, whole families or not, or a family of histograms.
    enum Part: Sendable {
        case numbers(bytes: Range<Int>, positions: Range<Int>)
        case histograms(HistogramPlan, positions: Range<Int>)

        /// The series that it tells of.
        var positions: Range<Int> {
            switch self {
            case .numbers(_, let positions), .histograms(_, let positions): positions
            }
        }
    }

    let layout: SnapshotLayout
    let bytes: [UInt8]
    /// Where the eight bytes of each series' number begin; 0 for the series of histograms.
    let gaps: [Int]
    let parts: [Part]

    init(_ layout: SnapshotLayout) {
        var writer = ProtobufWriter()
        var gaps: [Int] = []
        gaps.reserveCapacity(layout.series.count)
        var parts: [Part] = []
        for range in layout.families {
            if range.family.kind == .histogram {
                parts.append(.histograms(HistogramPlan(range, of: layout), positions: range.positions))
                gaps += repeatElement(0, count: range.positions.count)
                continue
            }
            let start = writer.bytes.count
            Self.append(range.family, layout.series[range.positions], to: &writer, &gaps)
            let end = writer.bytes.count
            if case .numbers(let bytes, let positions) = parts.last {
                let joined = positions.lowerBound..<range.positions.upperBound
                parts[parts.count - 1] = .numbers(bytes: bytes.lowerBound..<end, positions: joined)
            } else {
                parts.append(.numbers(bytes: start..<end, positions: range.positions))
            }
        }
        self.layout = layout
        self.bytes = writer.bytes
        self.gaps = gaps
        self.parts = parts.flatMap { Self.split($0, gaps) }
    }

    /// A run of numbers in parts of a section's size, each of them ending with a number.
    private static func split(_ part: Part, _ gaps: [Int]) -> [Part] {
        guard case .numbers(let bytes, let positions) = part else { return [part] }
        var start = bytes.lowerBound
        return stride(from: positions.lowerBound, to: positions.upperBound, by: EncodedPage.seriesPerSection).map {
            first in
            let next = min(first + EncodedPage.seriesPerSection, positions.upperBound)
            let end = next == positions.upperBound ? bytes.upperBound : gaps[next - 1] + numberLength
            defer { start = end }
            return .numbers(bytes: start..<end, positions: first..<next)
        }
    }

    /// How many bytes a number takes.
    static let numberLength = 8

    private static func append(
        _ family: MetricFamily,
        _ series: ArraySlice<Series>,
        to writer: inout ProtobufWriter,
        _ gaps: inout [Int]
    ) {
        var metrics = ProtobufWriter()
        var ends: [Int] = []
        var value = ProtobufWriter()
        value.append(1, 0.0)
        var field = ProtobufWriter()
        field.append(family.protobufValueField, value)
        for one in series {
            metrics.append(4, lengthOnly: ProtobufWriter.length(one.labels) + field.bytes.count)
            metrics.append(one.labels)
            metrics.append(field.bytes)
            ends.append(metrics.bytes.count)
        }
        let head = family.protobufHead
        let tail = family.protobufTail
        writer.appendVarint(UInt64(head.bytes.count + metrics.bytes.count + tail.bytes.count))
        writer.append(head.bytes)
        let start = writer.bytes.count
        writer.append(metrics.bytes)
        writer.append(tail.bytes)
        gaps += ends.map { start + $0 - numberLength }
    }
}
