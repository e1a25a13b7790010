/// A request target, taken apart and decoded: `/api/v1/query?query=up%20%3D%3D%201`.
public struct RequestTarget: Sendable, Equatable {
    /// One `name=value` of the query.
    public struct Parameter: Sendable, Equatable {
        /// The decoded name.
        public let name: String
        /// The decoded value; empty where there is no `=`.
        public let value: String

        /// Makes a parameter of decoded texts.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The decoded path, `/` first.
    public let path: String
    /// The query's parameters in order; a name may occur more than once.
    public let query: [Parameter]

    /// Makes a target of decoded parts.
    public init(path: String, query: [Parameter] = []) {
        self.path = path
        self.query = query
    }

    /// Reads a target in origin or absolute form (RFC 9112 §3.2); nil when it is neither, or when it does not decode to
    /// UTF-8 without NUL.
    public init?(parsing text: String) {
        guard let origin = Self.originForm(of: text) else { return nil }
        let parts = origin.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let path = Self.decoded(first, plusIsBlank: false) else { return nil }
        var query: [Parameter] = []
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0], plusIsBlank: true),
                let value = sides.count > 1 ? Self.decoded(sides[1], plusIsBlank: true) : ""
            else { return nil }
            query.append(Parameter(name, value))
        }
        self.init(path: path, query: query)
    }

    private static func originForm(of text: String) -> Substring? {
        if text.hasPrefix("/") { return text[...] }
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        }
        return nil
    }

    private static func decoded(_ text: Substring, plusIsBlank: Bool) -> String? {
        let isCoded: (UInt8) -> Bool = { byte in
            byte == UInt8(ascii: "%") || byte == 0 || plusIsBlank && byte == UInt8(ascii: "+")
        }
        if !text.utf8.contains(where: isCoded) { return String(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(nibble), let low = rest.next().flatMap(nibble) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
