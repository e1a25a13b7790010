extension Lexer {
    /// Reads a number or a duration; the sign is not part of it.
    ///
    ///     number   = digits ["." digits] [exponent] | "." digits [exponent] | "0x" hex | "0" octal
    ///     duration = (int unit)+     units y w d h m s ms, in this order, each at most once
    mutating func numberOrDuration() throws(ParseError) -> Token {
        let start = position
        if peek() == UInt8(ascii: "0"), let next = peek(1), next == UInt8(ascii: "x") || next == UInt8(ascii: "X") {
            position += 2
            let text = try digits(where: { Character(Unicode.Scalar($0)).isHexDigit }, from: start)
            try endOfNumber(from: start)
            return token(.number(try value(of: text, radix: 16, from: start)), from: start)
        }
        let whole = peek() == UInt8(ascii: ".") ? "" : try digits(where: Self.isDigit, from: start)
        if let next = peek(), !whole.isEmpty, "smhdwy".utf8.contains(next) {
            return try duration(from: start)
        }
        return try decimal(whole, from: start)
    }

    private mutating func decimal(_ whole: String, from start: Int) throws(ParseError) -> Token {
        var text = whole
        var isInteger = true
        if peek() == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            text += "."
            if let next = peek(), Self.isDigit(next) { text += try digits(where: Self.isDigit, from: start) }
        }
        if let mark = peek(), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            text += "e"
            if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                position += 1
                text += sign == UInt8(ascii: "-") ? "-" : ""
            }
            guard let next = peek(), Self.isDigit(next) else { throw badSyntax(from: start) }
            text += try digits(where: Self.isDigit, from: start)
        }
        try endOfNumber(from: start)
        if isInteger, text.utf8.count > 1, text.utf8.first == UInt8(ascii: "0") {
            let isOctal = text.utf8.allSatisfy { $0 < UInt8(ascii: "8") }
            if isOctal { return token(.number(try value(of: text, radix: 8, from: start)), from: start) }
        }
        if text.hasPrefix(".") { text = "0" + text }
        if let point = text.firstIndex(of: ".") {
            let next = text.index(after: point)
            if next == text.endIndex || text[next] == "e" { text.insert("0", at: next) }
        }
        guard let value = Double(text) else { throw badSyntax(from: start) }
        guard value.isFinite else { throw error("number out of range", at: start..<position) }
        return token(.number(value), from: start)
    }

    /// Reads digits with single underscores between them.
    private mutating func digits(
        where isIncluded: (UInt8) -> Bool,
        from start: Int
    ) throws(ParseError) -> String {
        var text = ""
        while let byte = peek() {
            if isIncluded(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else if byte != UInt8(ascii: "_") || text.isEmpty || !(peek(1).map(isIncluded) ?? false) {
                break
            }
            position += 1
        }
        guard !text.isEmpty else { throw badSyntax(from: start) }
        return text
    }

    private func value(of digits: String, radix: Int, from start: Int) throws(ParseError) -> Double {
        guard let value = Int64(digits, radix: radix) else {
            throw error("number out of range", at: start..<position)
        }
        return Double(value)
    }

    private func endOfNumber(from start: Int) throws(ParseError) {
        guard let byte = peek() else { return }
        if Self.isWordPart(byte) { throw badSyntax(from: start) }
    }

    /// The error whose text is all that hangs together from the start of the number.
    private func badSyntax(from start: Int) -> ParseError {
        var end = position
        while end < bytes.count, Self.isWordPart(bytes[end]) { end += 1 }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return error("bad number or duration syntax: \(Quoting.quoted(text))", at: start..<end)
    }

    private mutating func duration(from start: Int) throws(ParseError) -> Token {
        position = start
        var total: Int64 = 0
        var lastUnit: Int64 = .max
        while let byte = peek(), Self.isWordPart(byte) {
            var count: Int64 = 0
            var hasOverflow = false
            let first = position
            while let byte = peek(), Self.isDigit(byte) {
                let (product, tooBig) = count.multipliedReportingOverflow(by: 10)
                let (sum, tooMuch) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                hasOverflow = hasOverflow || tooBig || tooMuch
                count = sum
                position += 1
            }
            guard position > first, let unit = unit(), unit < lastUnit else { throw badSyntax(from: start) }
            lastUnit = unit
            let (product, tooBig) = count.multipliedReportingOverflow(by: unit)
            let (sum, tooMuch) = total.addingReportingOverflow(product)
            // Prometheus counts nanoseconds in 64 bits.
            if hasOverflow || tooBig || tooMuch || sum > Int64.max / 1_000_000 {
                throw error("duration out of range", at: start..<position)
            }
            total = sum
        }
        if peek() == UInt8(ascii: "."), let next = peek(1), Self.isDigit(next) { throw badSyntax(from: start) }
        return token(.duration(milliseconds: total), from: start)
    }

    /// Reads a unit; its length in milliseconds.
    private mutating func unit() -> Int64? {
        guard let byte = peek() else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "y"): return 365 * 86_400_000
        case UInt8(ascii: "w"): return 7 * 86_400_000
        case UInt8(ascii: "d"): return 86_400_000
        case UInt8(ascii: "h"): return 3_600_000
        case UInt8(ascii: "s"): return 1_000
        case UInt8(ascii: "m"):
            if peek() == UInt8(ascii: "s") {
                position += 1
                return 1
            }
            return 60_000
        default: return nil
        }
    }
}
