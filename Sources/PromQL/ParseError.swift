/// Why a text is not an expression.
public struct ParseError: Error, Sendable, Equatable {
    /// What is wrong, in Prometheus' words where it has some.
    public let message: String
    /// The place, in UTF-8 bytes from the start of the source.
    public let range: Range<Int>
    /// The whole text.
    public let source: String
    /// The text in quotes that is no UTF-8, as Go quotes it; nil when that is not what is wrong.
    var unreadableText: String?

    /// Makes an error; the range is cut to what the source has.
    public init(_ message: String, at range: Range<Int>, in source: String) {
        self.message = message
        self.range = range.clamped(to: 0..<source.utf8.count)
        self.source = source
    }

    /// Makes an error at a word of the source.
    init(_ message: String, at word: Substring, in source: String) {
        let start = source.utf8.distance(from: source.startIndex, to: word.startIndex)
        self.init(message, at: start..<start + word.utf8.count, in: source)
    }

    /// The line of the place, from 1.
    public var line: Int { SourcePlace(of: range.lowerBound, in: source).line }

    /// The column of the place in its line, from 1, in bytes.
    public var column: Int { SourcePlace(of: range.lowerBound, in: source).column }

    /// The message with its place, the line and a caret below it.
    public var rendered: String {
        // By bytes, as places are counted: a line end of Windows is one character to Swift.
        let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard line <= lines.count else { return description }
        let bytes = lines[line - 1]
        let text = String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
        let indent = String(decoding: bytes.prefix(column - 1), as: UTF8.self).map { $0 == "\t" ? "\t" : " " }.joined()
        let marked = String(decoding: bytes.dropFirst(column - 1).prefix(range.count), as: UTF8.self).count
        return "\(description)\n\(text)\n\(indent)\(String(repeating: "^", count: max(1, marked)))"
    }
}

extension ParseError: CustomStringConvertible {
    /// As Prometheus prints it: `1:5: parse error: unexpected end of input`.
    public var description: String { "\(line):\(column): parse error: \(message)" }
}
