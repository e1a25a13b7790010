extension PageLines {
    /// The page with its numbers.
    ///
    /// A section without a new number is that of the page before; in the others, lines whose number stayed are copied
    /// from there in runs, so that only new numbers are written as text.
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
        var rest = additions[...]
        var restBefore = previous?.additionPositions[...] ?? []
        var scratch: [UInt8] = []
        var sections: [EncodedPage.Section] = []
        var sectionEnds: [[Int]] = []
        for number in 0..<sectionCount {
            let start = number * EncodedPage.seriesPerSection
            let positions = start..<min(start + EncodedPage.seriesPerSection, values.count)
            let added = Self.pop(&rest) { positions.contains($0.position) }
            let addedBefore = Self.pop(&restBefore) { positions.contains($0) }
            let before = previous.map { LineSection($0, number, positions, addedBefore) }
            if let before, let previous, added.isEmpty, before.has(values) {
                sections.append(previous.page.sections[number])
                sectionEnds.append(previous.ends[number])
                continue
            }
            let isLast = number == sectionCount - 1
            let lines = lines(positions, values, added, end: isLast ? end : [], after: before, &scratch)
            sections.append(EncodedPage.Section(lines.bytes))
            sectionEnds.append(lines.ends)
        }
        return LinePage(
            page: EncodedPage(sections: sections),
            ends: sectionEnds,
            values: values,
            additionPositions: additions.map(\.position)
        )
    }

    /// One at least, for the end of the page.
    private var sectionCount: Int { max(1, (ends.count - 1) / EncodedPage.seriesPerSection + 1) }

    private static func pop<Element>(
        _ rest: inout ArraySlice<Element>,
        while isWanted: (Element) -> Bool
    ) -> ArraySlice<Element> {
        let taken = rest.prefix(while: isWanted)
        rest = rest.dropFirst(taken.count)
        return taken
    }

    /// The lines of a section, and where each ends.
    /// - Parameter scratch: where the section is written first, as nobody knows its length; kept for the next one.
    private func lines(
        _ positions: Range<Int>,
        _ values: [Double],
        _ additions: ArraySlice<LineAddition>,
        end: [UInt8],
        after previous: LineSection?,
        _ scratch: inout [UInt8]
    ) -> (bytes: [UInt8], ends: [Int]) {
        let start = positions.lowerBound == 0 ? 0 : ends[positions.lowerBound - 1]
        let length = positions.isEmpty ? 0 : ends[positions.upperBound - 1] - start
        let added = additions.reduce(0) { $0 + $1.bytes.count }
        let capacity = length + positions.count * (NumberText.longest + 1) + added + end.count
        if scratch.count < capacity { scratch = [UInt8](repeating: 0, count: capacity) }
        var lineEnds = [Int](repeating: 0, count: positions.count)
        let used = scratch.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { pieces in
                var writer = LineWriter(pieces: pieces, from: start, target: target)
                if let previous {
                    write(values, additions, after: previous, by: &writer, &lineEnds)
                } else {
                    write(positions, values, additions, by: &writer, &lineEnds)
                }
                writer.append(end)
                return writer.length
            }
        }
        return (Array(scratch[..<used]), lineEnds)
    }

    private func write(
        _ positions: Range<Int>,
        _ values: [Double],
        _ additions: ArraySlice<LineAddition>,
        by writer: inout LineWriter,
        _ lineEnds: inout [Int]
    ) {
        var rest = additions
        for position in positions {
            writer.appendPiece(endingAt: ends[position], values[position])
            while rest.first?.position == position, let addition = rest.popFirst() { writer.append(addition.bytes) }
            writer.appendLineEnd()
            lineEnds[position - positions.lowerBound] = writer.length
        }
    }

    private func write(
        _ values: [Double],
        _ additions: ArraySlice<LineAddition>,
        after previous: LineSection,
        by writer: inout LineWriter,
        _ lineEnds: inout [Int]
    ) {
        var rest = additions
        var restBefore = previous.additionPositions
        let first = previous.positions.lowerBound
        previous.bytes.withUnsafeBytes { old in
            var position = first
            while position < previous.positions.upperBound {
                // What has an addition, or had one, is written anew.
                let stop = min(rest.first?.position ?? .max, restBefore.first ?? .max, previous.positions.upperBound)
                var next = position
                while next < stop, values[next].bitPattern == previous.values[next].bitPattern { next += 1 }
                if next > position {
                    let start = position == first ? 0 : previous.ends[position - first - 1]
                    let shift = writer.length - start
                    writer.copy(old, start..<previous.ends[next - first - 1], pieceEnd: ends[next - 1])
                    for index in position - first..<next - first { lineEnds[index] = previous.ends[index] + shift }
                    position = next
                    continue
                }
                writer.appendPiece(endingAt: ends[position], values[position])
                while restBefore.first == position { restBefore.removeFirst() }
                while rest.first?.position == position, let addition = rest.popFirst() { writer.append(addition.bytes) }
                writer.appendLineEnd()
                lineEnds[position - first] = writer.length
                position += 1
            }
        }
    }
}

/// What the page before has to say of a section.
private struct LineSection {
    let positions: Range<Int>
    let bytes: [UInt8]
    let ends: [Int]
    /// Of the whole page.
    let values: [Double]
    let additionPositions: ArraySlice<Int>

    init(_ page: LinePage, _ number: Int, _ positions: Range<Int>, _ additionPositions: ArraySlice<Int>) {
        self.positions = positions
        bytes = page.page.sections[number].bytes
        ends = page.ends[number]
        values = page.values
        self.additionPositions = additionPositions
    }

    /// Whether these are its numbers, and nothing was added to a line.
    func has(_ values: [Double]) -> Bool {
        guard additionPositions.isEmpty else { return false }
        for position in positions where values[position].bitPattern != self.values[position].bitPattern { return false }
        return true
    }
}
