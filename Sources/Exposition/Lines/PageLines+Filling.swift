extension PageLines {
    /// The page with its numbers.
    ///
    /// Lines whose number is the same as on the page before are copied from there in runs, so that only new numbers
    /// are written as text.
    ///
    /// - Parameters:
    ///   - values: one for each series, in the layout's order.
    ///   - additions: what is added to some of the lines, ascending.
    ///   - end: what stands after all lines.
    ///   - previous: the page before, of this layout and with the same end; nil when there is none.
    func filled(
        with values: [Double],
        additions: [LineAddition],
        end: [UInt8],
        after previous: LinePage?
    ) -> LinePage {
        precondition(values.count == ends.count, "a snapshot has one value for each series of its layout")
        if let previous, additions.isEmpty, previous.isMade(of: values) { return previous }
        let added = additions.reduce(0) { $0 + $1.bytes.count }
        let capacity = bytes.count + ends.count * (NumberText.longest + 1) + added + end.count
        var lineEnds = [Int](repeating: 0, count: ends.count)
        var isChanged = [Bool](repeating: previous == nil, count: sectionCount)
        let page = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, length in
            bytes.withUnsafeBytes { pieces in
                var writer = LineWriter(pieces: pieces, page: UnsafeMutableRawBufferPointer(buffer))
                if let previous {
                    write(values, additions, after: previous, by: &writer, &lineEnds, &isChanged)
                } else {
                    write(values, additions, by: &writer, &lineEnds)
                }
                writer.append(end)
                length = writer.length
            }
        }
        return LinePage(
            page: EncodedPage(
                page,
                ends: sectionEnds(lineEnds, of: page),
                isChanged: isChanged,
                after: previous?.page
            ),
            ends: lineEnds,
            values: values,
            additionPositions: additions.map(\.position)
        )
    }

    private func write(
        _ values: [Double],
        _ additions: [LineAddition],
        by writer: inout LineWriter,
        _ lineEnds: inout [Int]
    ) {
        var rest = additions[...]
        for position in values.indices {
            writer.appendPiece(endingAt: ends[position], values[position])
            while rest.first?.position == position, let addition = rest.popFirst() { writer.append(addition.bytes) }
            writer.appendLineEnd()
            lineEnds[position] = writer.length
        }
    }

    private func write(
        _ values: [Double],
        _ additions: [LineAddition],
        after previous: LinePage,
        by writer: inout LineWriter,
        _ lineEnds: inout [Int],
        _ isChanged: inout [Bool]
    ) {
        var rest = additions[...]
        var restBefore = previous.additionPositions[...]
        previous.page.bytes.withUnsafeBytes { old in
            var position = 0
            while position < values.count {
                // What has an addition, or had one, is written anew.
                let stop = min(rest.first?.position ?? .max, restBefore.first ?? .max, values.count)
                var next = position
                while next < stop, values[next].bitPattern == previous.values[next].bitPattern { next += 1 }
                if next > position {
                    let start = position == 0 ? 0 : previous.ends[position - 1]
                    let shift = writer.length - start
                    writer.copy(old, from: start, to: previous.ends[next - 1], pieceEnd: ends[next - 1])
                    for index in position..<next { lineEnds[index] = previous.ends[index] + shift }
                    position = next
                    continue
                }
                writer.appendPiece(endingAt: ends[position], values[position])
                while restBefore.first == position { restBefore.removeFirst() }
                while rest.first?.position == position, let addition = rest.popFirst() { writer.append(addition.bytes) }
                writer.appendLineEnd()
                lineEnds[position] = writer.length
                isChanged[position / EncodedPage.seriesPerSection] = true
                position += 1
            }
        }
    }

    /// One at least, for the end of the page.
    private var sectionCount: Int { max(1, (ends.count - 1) / EncodedPage.seriesPerSection + 1) }

    private func sectionEnds(_ lineEnds: [Int], of page: [UInt8]) -> [Int] {
        (1...sectionCount).map { number in
            number == sectionCount ? page.count : lineEnds[number * EncodedPage.seriesPerSection - 1]
        }
    }
}

extension LinePage {
    /// Whether these are its numbers, and nothing was added to a line.
    fileprivate func isMade(of values: [Double]) -> Bool {
        guard additionPositions.isEmpty else { return false }
        for index in values.indices where values[index].bitPattern != self.values[index].bitPattern { return false }
        return true
    }
}
