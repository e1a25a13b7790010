import PterodactylAPI
import Telemetry

/// A request, taken apart.
struct RequestContext: Sendable {
    let request: HTTPRequest
    /// The path, decoded, without a slash at the end.
    let path: String
    /// The path's segments, decoded.
    let segments: [String]
    /// Names and values of the query, decoded, in order.
    let query: [(name: String, value: String)]
    /// Scheme and host, for links.
    let base: String
    let now: Timestamp

    /// Takes a request apart.
    init(_ request: HTTPRequest, at now: Timestamp) {
        self.request = request
        self.now = now
        let target = request.target
        base = String(request.url.dropLast(target.count))
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = halves.first.map(String.init) ?? "/"
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { Self.decode($0) }
        self.path = segments.joined(separator: "/")
        query =
            halves.count < 2
            ? []
            : halves[1].split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (
                    Self.decode(parts[0], isQuery: true), parts.count > 1 ? Self.decode(parts[1], isQuery: true) : ""
                )
            }
    }

    /// The last value of a name, as PHP reads a query.
    func value(_ name: String) -> String? { query.last { $0.name == name }?.value }

    /// The names in `include`, in both forms that the panel takes.
    var includes: Set<String> {
        let listed = (value("include") ?? "").split(separator: ",").map(String.init)
        return Set(listed + query.filter { $0.name == "include[]" }.map(\.value))
    }

    /// The filters: `filter[name]=value`.
    var filters: [(name: String, value: String)] {
        query.compactMap { item in
            guard item.name.hasPrefix("filter["), item.name.hasSuffix("]") else { return nil }
            return (String(item.name.dropFirst(7).dropLast()), item.value)
        }
    }

    /// Whether the client says that it wants JSON (Laravel `expectsJson`).
    var acceptsJSON: Bool {
        let accept = request.header("Accept")?.lowercased() ?? ""
        return accept.contains("/json") || accept.contains("+json")
    }

    /// What the client calls its request; nil when it says nothing.
    var requestID: String? { request.header("X-Request-Id") }

    /// The body as JSON: nil for none, and for a body of another type.
    var json: JSON? { request.body.isEmpty ? nil : JSON(parsing: request.body) }

    /// Whether a body of the JSON type is not JSON.
    var isMalformed: Bool {
        guard !request.body.isEmpty, (request.header("Content-Type") ?? "").lowercased().contains("json") else {
            return false
        }
        return json == nil
    }

    /// The query with another page, as the panel writes links.
    func link(page: Int, keepsQuery: Bool) -> String {
        let kept = keepsQuery ? query.filter { $0.name != "page" } : []
        let items = kept + [(name: "page", value: String(page))]
        let text = items.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
        return "\(base)/\(path)?\(text)"
    }

    /// Text without percent signs.
    static func decode(_ text: Substring, isQuery: Bool = false) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(isQuery && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF")
        return text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(byte))
            if isPlain || "-._~".unicodeScalars.contains(scalar) { return String(Character(scalar)) }
            return "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
        }.joined()
    }
}
