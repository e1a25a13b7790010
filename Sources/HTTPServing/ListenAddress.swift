import Glibc

/// Where a server listens: `:9531`, `127.0.0.1:9531`, `[::1]:9531`, `localhost:0`.
///
/// Port 0 asks the system for a free port. Names other than `localhost` are refused: what they resolve to may change.
public struct ListenAddress: Hashable, Sendable {
    /// Which of the machine's addresses.
    public enum Host: Hashable, Sendable {
        /// Every address, IPv4 and IPv6; written as nothing before the colon.
        case all
        /// 127.0.0.1, written `localhost`.
        case localhost
        /// One IPv4 address, or 0.0.0.0.
        case ipv4(String)
        /// One IPv6 address without brackets, or `::`.
        case ipv6(String)
    }

    /// The host part.
    public let host: Host
    /// The port; 0 for any free one.
    public let port: UInt16

    /// Makes an address of its parts; their text is checked when a server is started on them.
    public init(_ host: Host, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`.
    public init(parsing text: String) throws(ListenAddressError) {
        guard let colon = text.lastIndex(of: ":") else { throw .missingPort(text) }
        let portText = text[text.index(after: colon)...]
        let isNumber = !portText.isEmpty && portText.utf8.allSatisfy { (48...57).contains($0) }
        guard isNumber, let port = UInt16(portText) else {
            throw text.hasSuffix("]") ? .missingPort(text) : .invalidPort(text, found: String(portText))
        }
        self.init(try Self.host(String(text[..<colon]), in: text), port: port)
    }

    private static func host(_ host: String, in text: String) throws(ListenAddressError) -> Host {
        if host.isEmpty { return .all }
        if host == "localhost" { return .localhost }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = String(host.dropFirst().dropLast())
            guard SocketAddress.isIPv6(inner) else { throw .invalidHost(text, found: inner) }
            return .ipv6(inner)
        }
        if SocketAddress.isIPv6(host) { throw .missingBrackets(text) }
        guard SocketAddress.isIPv4(host) else { throw .invalidHost(text, found: host) }
        return .ipv4(host)
    }
}

extension ListenAddress: CustomStringConvertible {
    /// As it is written on the command line.
    public var description: String {
        switch host {
        case .all: ":\(port)"
        case .localhost: "localhost:\(port)"
        case .ipv4(let address): "\(address):\(port)"
        case .ipv6(let address): "[\(address)]:\(port)"
        }
    }
}

/// Why a text is no listen address.
public enum ListenAddressError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no `:port`.
    case missingPort(String)
    /// What follows the colon is no number from 0 to 65535.
    case invalidPort(String, found: String)
    /// What stands before the colon is no IP address and not `localhost`.
    case invalidHost(String, found: String)
    /// An IPv6 address without brackets, where the port cannot be told from the address.
    case missingBrackets(String)

    /// What was found and what is allowed.
    public var description: String {
        let allowed = "write :port, 127.0.0.1:port, [::1]:port or localhost:port"
        return switch self {
        case .missingPort(let text): "listen address \"\(text)\" has no port; \(allowed)"
        case .invalidPort(let text, let found):
            "listen address \"\(text)\" has the port \"\(found)\", not a number from 0 to 65535; \(allowed)"
        case .invalidHost(let text, let found):
            "listen address \"\(text)\" has the host \"\(found)\", neither an IP address nor localhost; \(allowed)"
        case .missingBrackets(let text): "listen address \"\(text)\" has an IPv6 address without brackets; \(allowed)"
        }
    }
}
