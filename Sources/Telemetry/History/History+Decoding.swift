extension History {
    /// Takes in the bytes of a file that `encoded()` made.
    ///
    /// Samples beyond the retention go when the next column is written. A series that the first column of a source does
    /// not have, but the last one in the file had, ends with it.
    /// - Parameters:
    ///   - bytes: the file, whole.
    ///   - retention: how far back samples are kept, counted from the newest column.
    ///   - memoryBytes: what samples may take in memory.
    /// - Throws: ``HistoryFileError`` for bytes that are cut short, damaged, or of another format.
    public init(
        decoding bytes: [UInt8],
        retention: Duration,
        memoryBytes: Int = Self.defaultMemoryBytes
    ) throws(HistoryFileError) {
        self.init(retention: retention, memoryBytes: memoryBytes)
        var file = try HistoryFileReader(bytes)
        var section = try file.section()
        guard section.kind == .series else { throw .malformed(offset: section.offset, .section) }
        try restoreSeries(from: &section)
        section = try file.section()
        while section.kind == .source {
            let start = section.offset
            let source = Source(try section.text(.source))
            guard logs[source] == nil else { throw .malformed(offset: start, .source) }
            let layout = HistoryLayout(try section.keys(below: identities.count, .layout))
            guard section.isAtEnd else { throw .malformed(offset: section.offset, .source) }
            var blocks: [HistoryLog.Sealed] = []
            section = try file.section()
            while section.kind == .block {
                let shared = [blocks.last?.block.frame.series, layout].compactMap(\.self)
                blocks.append(
                    try Self.block(from: &section, of: &file, seriesCount: identities.count, sharing: shared)
                )
                section = try file.section()
            }
            restore(HistoryLog(layout: layout, blocks: blocks), of: source)
        }
        guard section.kind == .end, section.isAtEnd, file.isAtEnd else {
            throw .malformed(offset: section.offset, .end)
        }
    }

    private mutating func restoreSeries(from section: inout HistoryFileSection) throws(HistoryFileError) {
        let nextSequence = try section.signed(.series)
        let samplesDropped = try section.number(.series)
        restore(nextSequence: nextSequence, samplesDropped: samplesDropped)
        for index in 0..<(try section.count(.series)) {
            let start = section.offset
            let labelCount = try section.count(.series) - 1
            guard labelCount >= 0 else {
                appendForgotten()
                continue
            }
            var labels: [Label] = []
            for _ in 0..<labelCount {
                labels.append(Label(try section.text(.series), try section.text(.series)))
            }
            // Two places of one label set would be one key.
            guard key(of: LabelSet(labels)) == SeriesKey(index) else { throw .malformed(offset: start, .series) }
        }
        guard section.isAtEnd else { throw .malformed(offset: section.offset, .series) }
    }

    private static func block(
        from section: inout HistoryFileSection,
        of file: inout HistoryFileReader,
        seriesCount: Int,
        sharing layouts: [HistoryLayout]
    ) throws(HistoryFileError) -> HistoryLog.Sealed {
        let start = section.offset
        let firstRow = try section.number(atMost: HistorySealing.maximumRows, .times)
        let frame = try frame(from: &section, seriesCount: seriesCount, sharing: layouts)
        let count = frame.series.count
        let width = try section.number(atMost: max(count, 64), .layout)
        let stripCount = try section.number(atMost: max(count, 1), .layout)
        guard firstRow < frame.rowCount, width > 0, stripCount > 0, section.isAtEnd else {
            throw .malformed(offset: start, .layout)
        }
        let strips = TileStrips(width: width, count: stripCount, seriesCount: count)
        var segments: [HistorySegment] = []
        for index in 0..<stripCount {
            var values = try file.section()
            let start = values.offset
            guard values.kind == .values else { throw .malformed(offset: start, .section) }
            let count = try values.number(.values)
            guard
                count == strips.seriesCount(of: index),
                let segment = HistorySegment(values.rest(), count: count)
            else { throw .malformed(offset: start, .values) }
            segments.append(segment)
        }
        let ownsSeries = !layouts.contains { $0 === frame.series }
        guard let block = HistoryBlock(frame: frame, strips: strips, segments: segments, ownsSeries: ownsSeries) else {
            throw .malformed(offset: start, .times)
        }
        return HistoryLog.Sealed(block: block, firstRow: firstRow)
    }

    private static func frame(
        from section: inout HistoryFileSection,
        seriesCount: Int,
        sharing layouts: [HistoryLayout]
    ) throws(HistoryFileError) -> HistoryBlock.Frame {
        let start = section.offset
        let rowCount = try section.number(atMost: HistorySealing.maximumRows, .times)
        let rows = Array(try section.counted(.times))
        let keys = try section.keys(below: seriesCount, .layout)
        let layoutOfRow = Array(try section.counted(.layout))
        var valueCounts: [Int] = []
        for _ in 0..<(try section.count(.layout)) {
            valueCounts.append(try section.number(atMost: Int(Int32.max), .layout))
        }
        var presence: [[UInt64]] = []
        if try section.byte(.layout) == 1 {
            for _ in valueCounts.indices {
                var words: [UInt64] = []
                for _ in 0..<(keys.count + 63) / 64 { words.append(try section.word(.layout)) }
                presence.append(words)
            }
        }
        var ended: [HistoryBlock.Ended] = []
        for key in try section.keys(below: seriesCount, .layout) { ended.append(HistoryBlock.Ended(key: key, row: 0)) }
        for index in ended.indices {
            let row = try section.number(atMost: max(rowCount - 1, 0), .layout)
            ended[index] = HistoryBlock.Ended(key: ended[index].key, row: row)
        }
        // Blocks of the same series share one layout, as they did when they were written.
        let series = layouts.first { $0.keys == keys } ?? HistoryLayout(keys)
        guard
            layoutOfRow.count == rowCount, layoutOfRow.allSatisfy({ Int($0) < valueCounts.count }),
            series.count == keys.count
        else { throw .malformed(offset: start, .layout) }
        return HistoryBlock.Frame(
            rowCount: rowCount,
            rows: rows,
            series: series,
            layoutOfRow: layoutOfRow,
            valueCounts: valueCounts,
            presence: presence,
            ended: ended
        )
    }
}
