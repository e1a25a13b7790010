/// Reads JSON text (RFC 8259) in UTF-8.
///
/// Bytes that are not UTF-8 inside a text become U+FFFD, since file names and console lines pass through the panel
/// unchecked; everything else that is not JSON is an error with its place. Nesting is limited, so that no answer can
/// exhaust the stack.
struct JSONParser {
    /// What is wrong, and at which byte.
    struct SyntaxError: Error, Equatable {
        /// Counted from 0.
        let offset: Int
        /// Such as `expected ':'`.
        let message: String
    }

    /// The deepest nesting that is read.
    static let depthLimit = 128

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    private init(_ bytes: [UInt8]) {
        let hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        self.bytes = bytes[...]
        self.position = hasByteOrderMark ? 3 : 0
    }

    /// Reads one value with nothing but white space around it.
    static func parse(_ bytes: [UInt8]) throws(SyntaxError) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipWhiteSpace()
        guard parser.position == bytes.count else { throw parser.error("expected the end") }
        return value
    }

    private func error(_ message: String) -> SyntaxError {
        guard position < bytes.endIndex else {
            return SyntaxError(offset: position, message: message + ", the text ends")
        }
        return SyntaxError(offset: position, message: message)
    }

    private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipWhiteSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: Unicode.Scalar) throws(SyntaxError) {
        guard current == UInt8(ascii: byte) else { throw error("expected '\(byte)'") }
        position += 1
    }

    private mutating func value(depth: Int) throws(SyntaxError) -> JSONValue {
        guard depth <= Self.depthLimit else { throw error("nested deeper than \(Self.depthLimit)") }
        skipWhiteSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return try number()
        default: throw error("expected a value")
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(SyntaxError) -> JSONValue {
        for byte in text.description.utf8 {
            guard current == byte else { throw error("expected '\(text)'") }
            position += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(SyntaxError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        position += 1
        skipWhiteSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipWhiteSpace()
            guard current == UInt8(ascii: "\"") else { throw error("expected a key in quotes") }
            let key = try string()
            skipWhiteSpace()
            try take(":")
            members[key] = try value(depth: depth + 1)
            skipWhiteSpace()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        try take("}")
        return .object(members)
    }

    private mutating func array(depth: Int) throws(SyntaxError) -> JSONValue {
        var elements: [JSONValue] = []
        position += 1
        skipWhiteSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipWhiteSpace()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        try take("]")
        return .array(elements)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func digits() throws(SyntaxError) {
        guard let byte = current, Self.isDigit(byte) else { throw error("expected a digit") }
        while let byte = current, Self.isDigit(byte) { position += 1 }
    }

    private mutating func number() throws(SyntaxError) -> JSONValue {
        let start = position
        var isWhole = true
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text) else { throw SyntaxError(offset: start, message: "expected a number") }
        return .number(value)
    }

    private mutating func string() throws(SyntaxError) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var text = Array(bytes[start..<position])
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                try appendEscape(to: &text)
            case 0..<0x20: throw error("expected no control character in a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error("expected '\"'")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(SyntaxError) {
        guard let byte = current else { throw error("expected an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += try escapedScalar().utf8
        default:
            position -= 1
            throw error("expected an escape")
        }
    }

    /// Reads the digits of `\uXXXX`, and of a second one where the first is half of a pair; a half alone is U+FFFD.
    private mutating func escapedScalar() throws(SyntaxError) -> String {
        let first = try hexDigits()
        if let scalar = Unicode.Scalar(first) { return String(scalar) }
        let mark = position
        guard first < 0xDC00, current == UInt8(ascii: "\\") else { return "\u{FFFD}" }
        position += 1
        guard current == UInt8(ascii: "u") else {
            position = mark
            return "\u{FFFD}"
        }
        position += 1
        let second = try hexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else {
            position = mark
            return "\u{FFFD}"
        }
        return String(scalar)
    }

    private mutating func hexDigits() throws(SyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

extension JSONValue {
    /// Reads JSON text in UTF-8; nil when it is not JSON.
    public init?(parsing bytes: [UInt8]) {
        do { self = try JSONParser.parse(bytes) } catch { return nil }
    }
}
