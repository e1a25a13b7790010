import Foundation
import Telemetry

/// Snapshots one after another in a file, of each only what is not as in the one before: both sides are fed from it.
///
/// Numbers stand as the machine has them. An entry begins with its kind:
///
/// | Kind | What follows |
/// |---|---|
/// | 1 | a new series: its name, its number of labels, their names and values |
/// | 2 | the series of the columns from here on: how many, and the number of each, in order of appearance |
/// | 3 | a column: its time in milliseconds, how many values changed, the place and value of each |
enum Recording {
    enum Kind: UInt8 {
        case series = 1
        case layout, column
    }
}

/// Writes a recording.
final class RecordingWriter {
    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var numbers: [ObjectIdentifier: UInt32] = [:]
    private var known: [Series] = []
    private var layout: SnapshotLayout?
    private var values: [Double] = []

    init(_ url: URL) throws {
        guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
            throw BenchError("\(url.path) cannot be written")
        }
        file = try FileHandle(forWritingTo: url)
    }

    func write(_ snapshot: Snapshot) throws {
        if layout !== snapshot.layout { write(snapshot.layout) }
        put(Recording.Kind.column.rawValue)
        put(snapshot.timestamp.millisecondsSince1970)
        let isNew = values.count != snapshot.values.count
        let changed = snapshot.values.indices.filter {
            isNew || values[$0].bitPattern != snapshot.values[$0].bitPattern
        }
        put(UInt32(changed.count))
        for index in changed {
            put(UInt32(index))
            put(snapshot.values[index].bitPattern)
        }
        values = snapshot.values
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    func close() throws { try file.close() }

    private func write(_ new: SnapshotLayout) {
        let ids = new.series.map { series in
            if let number = numbers[ObjectIdentifier(series)] { return number }
            let number = UInt32(known.count)
            known.append(series)
            numbers[ObjectIdentifier(series)] = number
            put(Recording.Kind.series.rawValue)
            put(series.name)
            put(UInt32(series.labels.labels.count))
            for label in series.labels.labels {
                put(label.name)
                put(label.value)
            }
            return number
        }
        put(Recording.Kind.layout.rawValue)
        put(UInt32(ids.count))
        ids.forEach { put($0) }
        layout = new
        values = []
    }

    private func put(_ text: String) {
        put(UInt32(text.utf8.count))
        buffer += text.utf8
    }

    private func put(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number) { buffer += $0 }
    }
}

/// Reads a recording, column by column, and makes the snapshots again.
final class RecordingReader {
    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var texts: Set<String> = []
    private var series: [(family: MetricFamily, labels: LabelSet)] = []
    private var layout: [UInt32] = []
    private var layouts = 0
    private var values: [Double] = []
    private var assembler = SnapshotAssembler()
    private let shift: Duration

    /// - Parameter shift: what is added to each time.
    init(_ url: URL, shift: Duration = .zero) throws {
        file = try FileHandle(forReadingFrom: url)
        self.shift = shift
    }

    /// The next snapshot; nil at the end.
    func next() throws -> Snapshot? {
        while let kind = try take(UInt8.self).flatMap(Recording.Kind.init) {
            switch kind {
            case .series: try readSeries()
            case .layout:
                layout = try (0..<(try number())).map { _ in try number() }
                layouts += 1
                values = [Double](repeating: .nan, count: layout.count)
            case .column: return try readColumn()
            }
        }
        return nil
    }

    private func readSeries() throws {
        let name = try text()
        let labels = try (0..<(try number())).map { _ in Label(try text(), try text()) }
        let kind: MetricFamily.Kind = name.hasSuffix("_total") ? .counter : .gauge
        series.append((MetricFamily(name, kind, "Recorded."), LabelSet(labels)))
    }

    private func readColumn() throws -> Snapshot {
        let time = Timestamp(millisecondsSince1970: try take(Int64.self) ?? 0) + shift
        for _ in 0..<(try number()) {
            let place = Int(try number())
            values[place] = Double(bitPattern: try take(UInt64.self) ?? 0)
        }
        let (series, layout, values, layouts) = (series, layout, values, layouts)
        return assembler.assemble(at: time) { draft in
            draft.setBlock("recorded", version: layouts) { block in
                for (number, value) in zip(layout, values) {
                    block.set(series[Int(number)].family, series[Int(number)].labels, value)
                }
            }
        }
    }

    private func number() throws -> UInt32 { try take(UInt32.self) ?? 0 }

    /// A text; the same one for all that are equal, as in the agent, whose labels are made of one another.
    private func text() throws -> String {
        let count = Int(try number())
        try fill(count)
        let text = String(decoding: buffer[position..<position + count], as: UTF8.self)
        position += count
        return texts.insert(text).memberAfterInsert
    }

    private func take<Number: FixedWidthInteger>(_: Number.Type) throws -> Number? {
        let size = MemoryLayout<Number>.size
        guard try fill(size) else { return nil }
        defer { position += size }
        return buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Number.self) }
    }

    /// Makes sure that some bytes are in the buffer; false when the file has no more of them.
    @discardableResult
    private func fill(_ count: Int) throws -> Bool {
        guard buffer.count - position < count else { return true }
        buffer.removeFirst(position)
        position = 0
        while buffer.count < count {
            guard let data = try file.read(upToCount: 1 << 20), !data.isEmpty else { return false }
            buffer += data
        }
        return true
    }
}
