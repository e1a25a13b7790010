import PromQL

/// Reads what `MatcherText` describes, one Unicode scalar after the other.
struct MatcherReader {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    mutating func matchers() throws(MatcherTextError) -> [LabelMatcher] {
        skipSpace()
        let isBraced = take("{")
        var found: [LabelMatcher] = []
        skipSpace()
        while let scalar = current, scalar != "}" {
            found.append(try matcher())
            skipSpace()
            guard take(",") else { break }
            skipSpace()
        }
        if isBraced, !take("}") { throw error("expected , or }") }
        skipSpace()
        if let rest = current { throw error(isBraced ? "unexpected text after }" : "unexpected \(rest)") }
        guard !found.isEmpty else { throw error("expected a matcher, such as alertname=\"ServerCrashed\"") }
        return found
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func matcher() throws(MatcherTextError) -> LabelMatcher {
        let name = current == "\"" ? try quoted() : bare()
        guard !name.isEmpty else { throw error("expected the name of a label") }
        skipSpace()
        let operation = try operation()
        skipSpace()
        let begin = position
        let value = current == "\"" ? try quoted() : bare()
        do throws(RegularExpressionError) {
            return try LabelMatcher(name, operation, value)
        } catch {
            throw self.error(error.description, at: begin)
        }
    }

    private mutating func operation() throws(MatcherTextError) -> LabelMatcher.Operation {
        if take("=") { return take("~") ? .matches : .equal }
        let begin = position
        if take("!") {
            if take("=") { return .notEqual }
            if take("~") { return .matchesNot }
            position = begin
        }
        throw error("expected one of = != =~ !~")
    }

    /// A name or value without quotes.
    private mutating func bare() -> String {
        let begin = position
        while let scalar = current, MatcherText.isBare(scalar) { position += 1 }
        return String(String.UnicodeScalarView(scalars[begin..<position]))
    }

    private mutating func quoted() throws(MatcherTextError) -> String {
        let begin = position
        position += 1
        var bytes: [UInt8] = []
        while let scalar = current {
            position += 1
            switch scalar {
            case "\"":
                guard let value = String(validating: bytes, as: UTF8.self) else {
                    throw error("the quoted text is not UTF-8", at: begin)
                }
                return value
            case "\\": bytes += try escaped()
            default: bytes += Array(String(scalar).utf8)
            }
        }
        throw error("the quoted text has no end", at: begin)
    }

    /// What stands behind a backslash (Go specification, "Rune literals"); `\'` is taken, too.
    private mutating func escaped() throws(MatcherTextError) -> [UInt8] {
        guard let scalar = current else { throw error("the quoted text has no end") }
        switch scalar {
        case "\\", "\"", "'": position += 1; return Array(String(scalar).utf8)
        case "a": position += 1; return [7]
        case "b": position += 1; return [8]
        case "t": position += 1; return [9]
        case "n": position += 1; return [10]
        case "v": position += 1; return [11]
        case "f": position += 1; return [12]
        case "r": position += 1; return [13]
        case "x": return [UInt8(truncatingIfNeeded: try number(skipping: 1, digits: 2, radix: 16))]
        case "u": return try codePoint(digits: 4)
        case "U": return try codePoint(digits: 8)
        case "0"..."7":
            let begin = position
            guard let byte = UInt8(exactly: try number(skipping: 0, digits: 3, radix: 8)) else {
                throw error("an octal escape is 377 at most", at: begin)
            }
            return [byte]
        default:
            throw error(
                #"unknown escape \\#(scalar); allowed: \\ \" \' \a \b \f \n \r \t \v \x.. \u.... \U........ \0.."#
            )
        }
    }

    private mutating func number(skipping letters: Int, digits: Int, radix: Int) throws(MatcherTextError) -> UInt32 {
        let digitsRange = (position + letters)..<(position + letters + digits)
        guard digitsRange.upperBound <= scalars.count,
            scalars[digitsRange].allSatisfy({ Character($0).isHexDigit }),
            let value = UInt32(String(String.UnicodeScalarView(scalars[digitsRange])), radix: radix)
        else { throw error("expected \(digits) digits to base \(radix)") }
        position = digitsRange.upperBound
        return value
    }

    private mutating func codePoint(digits: Int) throws(MatcherTextError) -> [UInt8] {
        let begin = position
        guard let scalar = Unicode.Scalar(try number(skipping: 1, digits: digits, radix: 16)) else {
            throw error("the escape is no Unicode scalar", at: begin)
        }
        return Array(String(scalar).utf8)
    }

    private mutating func skipSpace() {
        while current?.properties.isWhitespace == true { position += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private func error(_ reason: String, at place: Int? = nil) -> MatcherTextError {
        MatcherTextError(text: text, column: (place ?? position) + 1, reason: reason)
    }
}
