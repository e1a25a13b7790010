internal import Telemetry

// There are no native histograms here; scripts that load some are read nevertheless, to tell which evaluations need them.

extension Double {
    /// What stands for a native histogram among the values of a script's series: one of the many that are no number.
    static let nativeHistogram = Double(bitPattern: 0x7FF8_0000_0000_4E48)

    /// Whether this stands for a native histogram.
    var isNativeHistogram: Bool { bitPattern == Double.nativeHistogram.bitPattern }
}

extension SeriesNotation {
    /// The series with native histograms that Prometheus' `load_with_nhcb` makes of the buckets of a classic one; nil
    /// when these are none.
    var nativeTwin: SeriesNotation? {
        guard labels["le"] != nil, let name = labels[LabelSet.metricName], name.hasSuffix("_bucket") else { return nil }
        let twin = labels.setting("le", to: nil).setting(LabelSet.metricName, to: String(name.dropLast(7)))
        return SeriesNotation(labels: twin, values: values.map { $0 == nil ? nil : .nativeHistogram })
    }

    /// Whether a line holds native histograms behind its labels.
    static func holdsNativeHistograms(_ line: String) -> Bool { line[endOfLabels(line)...].contains("{{") }

    /// The values of a word that begins with `{{`: one, or n + 1 when `xn` stands behind the last `}}`.
    static func histograms(of word: Substring) -> [Double?]? {
        guard let last = word.lastIndex(of: "}"), word[...last].hasSuffix("}}") else { return nil }
        let tail = word[word.index(after: last)...]
        if tail.isEmpty { return [.nativeHistogram] }
        guard tail.first == "x", let count = Int(tail.dropFirst()), (0...1_000_000).contains(count) else { return nil }
        return Array(repeating: .nativeHistogram, count: count + 1)
    }
}

extension Substring {
    /// The words of the text; spaces between `{{` and `}}` do not part them.
    var wordsWithHistograms: [Substring] {
        var words: [Substring] = []
        var start = startIndex
        var depth = 0
        for index in indices {
            switch self[index] {
            case "{": depth += 1
            case "}": depth -= 1
            case let character where character.isWhitespace && depth <= 0:
                if start < index { words.append(self[start..<index]) }
                start = self.index(after: index)
            default: break
            }
        }
        if start < endIndex { words.append(self[start...]) }
        return words
    }
}
