/// Where a server listens; port 0 asks the system for a free port.
///
/// Names other than `localhost` are refused: what they resolve to may change.
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

    /// Makes an address of a host as it is configured: nil for all, `localhost`, an IPv4 address, or an IPv6 address without
    /// brackets.
    public init(host: String?, port: UInt16) {
        switch host {
        case nil: self.init(.all, port: port)
        case "localhost": self.init(.localhost, port: port)
        case .some(let text) where text.contains(":"): self.init(.ipv6(text), port: port)
        case .some(let text): self.init(.ipv4(text), port: port)
        }
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
