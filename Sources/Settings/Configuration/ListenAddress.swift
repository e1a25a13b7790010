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
    public static let allowed = ":PORT, HOST:PORT or [IPv6]:PORT, such as :9531 or 127.0.0.1:9531"

    /// Reads an address; nil when the text is not one.
    public init?(parsing text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits),
            port <= 65_535
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"), host.contains(":") else { return nil }
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard
            host.unicodeScalars.allSatisfy({
                $0.value > 0x20 && $0.value < 0x7F && !"/[]@?#".unicodeScalars.contains($0)
            })
        else { return nil }
        self.init(host: host.isEmpty ? nil : String(host), port: port)
    }
}

extension ListenAddress: CustomStringConvertible {
    /// As it is written in a flag.
    public var description: String {
        guard let host else { return ":\(port)" }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
