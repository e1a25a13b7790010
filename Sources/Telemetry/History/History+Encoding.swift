extension History {
    /// The history as the bytes of a file, which `init(decoding:)` takes in; what is not compressed yet is, for the file.
    ///
    /// It takes some time for a large history: call it on a copy, beside the writer.
    public func encoded() -> [UInt8] {
        var bytes = HistoryFile.magic
        HistoryFile.append(UInt64(HistoryFile.version), bytes: 4, to: &bytes)
        let places = appendSeries(to: &bytes)
        for (source, log) in logs.sorted(by: { $0.key.name < $1.key.name }) {
            var content: [UInt8] = []
            content.appendCounted(source.name.utf8)
            content.appendKeys(log.layout.keys.map { places[Int($0)] })
            HistoryFile.append(.source, content, to: &bytes)
            for sealed in log.allSealed() { Self.append(sealed, places, to: &bytes) }
        }
        HistoryFile.append(.end, [], to: &bytes)
        return bytes
    }

    /// Writes the labels of all series that something is kept of.
    /// - Returns: for each key its place in the file; places ascend with the keys.
    private func appendSeries(to bytes: inout [UInt8]) -> [SeriesKey] {
        var isKept = [Bool](repeating: false, count: identities.count)
        for log in logs.values {
            log.forEachKey { isKept[Int($0)] = true }
            // A block tells of all its series, even of those that only columns had which are gone.
            for sealed in log.blocks { sealed.block.forEachKey(from: 0) { isKept[Int($0)] = true } }
            for column in log.sealing?.columns ?? [] {
                for key in column.layout.keys + column.ended { isKept[Int(key)] = true }
            }
            for key in log.openSeries.keys { isKept[Int(key)] = true }
        }
        var places = [SeriesKey](repeating: 0, count: identities.count)
        var content: [UInt8] = []
        content.appendSigned(nextSequence)
        content.appendGroups(UInt64(size.samplesDropped))
        content.appendGroups(UInt64(isKept.count(where: \.self)))
        var next: SeriesKey = 0
        for (key, identity) in identities.enumerated() where isKept[key] {
            places[key] = next
            next += 1
            // A block may still know a series by its key whose labels are gone, with its last sample.
            content.appendGroups(isForgotten(SeriesKey(key)) ? 0 : UInt64(identity.labels.count) + 1)
            for label in identity.labels {
                content.appendCounted(label.name.utf8)
                content.appendCounted(label.value.utf8)
            }
        }
        HistoryFile.append(.series, content, to: &bytes)
        return places
    }

    private static func append(_ sealed: HistoryLog.Sealed, _ places: [SeriesKey], to bytes: inout [UInt8]) {
        let block = sealed.block
        let frame = block.frame
        var content: [UInt8] = []
        content.appendGroups(UInt64(sealed.firstRow))
        content.appendGroups(UInt64(frame.rowCount))
        content.appendCounted(frame.rows)
        content.appendKeys((0..<frame.series.count).map { places[Int(frame.series.key(rank: $0))] })
        content.appendCounted(frame.layoutOfRow)
        content.appendGroups(UInt64(frame.valueCounts.count))
        for count in frame.valueCounts { content.appendGroups(UInt64(count)) }
        content.append(frame.presence.isEmpty ? 0 : 1)
        for word in frame.presence.joined() { HistoryFile.append(word, bytes: 8, to: &content) }
        content.appendKeys(frame.ended.map { places[Int($0.key)] })
        for end in frame.ended { content.appendGroups(UInt64(end.row)) }
        content.appendGroups(UInt64(block.strips.width))
        content.appendGroups(UInt64(block.strips.count))
        HistoryFile.append(.block, content, to: &bytes)
        for segment in block.segments {
            var content: [UInt8] = []
            content.appendGroups(UInt64(segment.count))
            content += segment.data
            HistoryFile.append(.values, content, to: &bytes)
        }
    }
}
