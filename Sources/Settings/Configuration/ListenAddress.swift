/// An address to listen on, as exporters write it: `:9531`, `127.0.0.1:9531`, `[::1]:9531`.
public struct ListenAddress: Sendable, Hashable {
    /// The host, without brackets; nil for all interfaces.
    public let host: String?
    /// The port; 0 lets the system choose.
    public let port: Int

    /// Makes an address.
    public init(host: String?, port: Int) {
        self.host = host
        self.port = port
    }

    /// All interfaces, port 9531.
    public static let standard = ListenAddress(host: nil, port: 9531)

    /// What is allowed, for messages.
    public static let allowed = ":PORT, an IP address or localhost with :PORT, such as 127.0.0.1:9531 or [::1]:9531"

    /// Reads an address; nil when the text is not one.
    ///
    /// Names besides `localhost` are none: what they resolve to may change.
    public init?(parsing text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits),
            port <= 65_535
        else { return nil }
        let host = text[..<colon]
        if host.isEmpty {
            self.init(host: nil, port: port)
        } else if host.hasPrefix("["), host.hasSuffix("]"), Self.isIPv6(host.dropFirst().dropLast()) {
            self.init(host: String(host.dropFirst().dropLast()), port: port)
        } else if host == "localhost" || Self.isIPv4(host) {
            self.init(host: String(host), port: port)
        } else {
            return nil
        }
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.count <= 3 && part.allSatisfy { $0.isASCII && $0.isNumber } && UInt8(part) != nil
            }
    }

    /// Whether the text can be an IPv6 address; the socket has the last word.
    private static func isIPv6(_ text: Substring) -> Bool {
        text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
}

extension ListenAddress: CustomStringConvertible {
    /// As it is written in a flag.
    public var description: String {
        guard let host else { return ":\(port)" }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
