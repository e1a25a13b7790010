internal import Telemetry

/// A line of a script's `load` that says when what the samples of a series count began.
///
///     joins_total{server="a"}@st  -30s-1mx2 _ 0s
///     joins_total{server="a"}     0+60x2    1 2
///
/// Without a series it holds for all series of the `load` below it that have no line of their own, over and over.
///
/// | word             | starts, counted from the time of the sample        |
/// |------------------|----------------------------------------------------|
/// | `d`              | d, such as `-1m`                                   |
/// | `d+exn`, `d-exn` | n + 1 starts: d, d + e, d + e + e, …; or falling   |
/// | `dxn`            | n + 1 times d                                      |
/// | `*`, `*xn`       | the last one again, once or n + 1 times            |
/// | `_`, `_xn`       | not known, once or n times                         |
struct StartNotation {
    /// The series; nil for all that have no line of their own.
    let labels: LabelSet?
    /// The start of each sample, from its time on; nil where it is not known.
    let offsets: [Duration?]

    /// Reads a line; nil when it is not one of these.
    /// - Throws: `ParseError` with the place in the line.
    init?(parsing line: String) throws(ParseError) {
        var end = SeriesNotation.endOfLabels(line)
        let mark = line[..<end].hasSuffix("@st") ? line.index(end, offsetBy: -3) : end
        guard line[mark...].hasPrefix("@st") else { return nil }
        end = line.index(mark, offsetBy: 3)
        labels = mark == line.startIndex ? nil : try SeriesNotation.labels(String(line[..<mark]))
        var offsets: [Duration?] = []
        for word in line[end...].split(whereSeparator: \.isWhitespace) {
            guard let more = Self.offsets(of: word, after: offsets.last { $0 != nil } ?? nil) else {
                throw ParseError(
                    "\"\(word)\" is not a start: expected a duration, d+exn, dxn, *, *xn, _ or _xn",
                    at: word,
                    in: line
                )
            }
            offsets += more
        }
        self.offsets = offsets
    }

    private static func offsets(of word: Substring, after last: Duration?) -> [Duration?]? {
        var word = word
        var count: Int?
        if let mark = word.lastIndex(of: "x") {
            guard let number = Int(word[word.index(after: mark)...]), (0...1_000_000).contains(number) else {
                return nil
            }
            count = number
            word = word[..<mark]
        }
        if word == "_" { return Array(repeating: nil, count: count ?? 1) }
        if word == "*" { return Array(repeating: last ?? .zero, count: (count ?? 0) + 1) }
        if let offset = duration(word) { return Array(repeating: offset, count: (count ?? 0) + 1) }
        guard let count, let sign = word.dropFirst().lastIndex(where: { "+-".contains($0) }),
            let first = duration(word[..<sign]), let step = duration(word[sign...])
        else { return nil }
        return (0...count).map { first + step * $0 }
    }

    /// Reads a duration with or without a sign; nil when it is none.
    private static func duration(_ text: Substring) -> Duration? {
        let digits = "+-".contains(text.first ?? "_") ? text.dropFirst() : text
        // What is wrong with it is said of the whole word.
        guard case .number(let seconds) = (try? Expression(parsing: String(digits)))?.root.form,
            abs(seconds.value) < 9e9
        else { return nil }
        let milliseconds = Int64((seconds.value * 1_000).rounded())
        return .milliseconds(text.first == "-" ? -milliseconds : milliseconds)
    }
}
