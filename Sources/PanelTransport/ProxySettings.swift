/// Which proxy a request goes through, as the usual environment variables tell.
///
/// | Variable | Meaning |
/// |---|---|
/// | `http_proxy` | for `http` URLs; the upper-case form is ignored, since a web server's CGI may set it from a header |
/// | `https_proxy`, `HTTPS_PROXY` | for `https` URLs |
/// | `no_proxy`, `NO_PROXY` | hosts that are reached directly: names with all below them, addresses, `host:port`, `*` |
///
/// The proxy is asked for a tunnel (`CONNECT`) in both cases: it has to allow that for the panel's port.
public struct ProxySettings: Sendable, Equatable {
    /// A proxy's address.
    public struct Proxy: Sendable, Equatable {
        /// The host name or address.
        public let host: String
        /// The port.
        public let port: Int
    }

    /// Why a value is no proxy.
    public enum ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// The variable, and what is wrong with its value; the value itself may hold a password.
        case invalid(variable: String, reason: String)

        /// The value as text.
        public var description: String {
            switch self {
            case .invalid(let variable, let reason):
                "\(variable): \(reason); expected an address such as http://proxy.example.com:3128"
            }
        }
    }

    /// No proxy at all.
    public static let none = ProxySettings(http: nil, https: nil, exceptions: [])

    private let http: Proxy?
    private let https: Proxy?
    private let exceptions: [String]

    private init(http: Proxy?, https: Proxy?, exceptions: [String]) {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// Reads the variables of an environment; an empty one is none.
    public init(environment: [String: String]) throws(ParseError) {
        func proxy(_ names: [String]) throws(ParseError) -> Proxy? {
            for name in names {
                if let value = environment[name], !value.isEmpty { return try Self.parse(value, of: name) }
            }
            return nil
        }
        let list = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        self.init(
            http: try proxy(["http_proxy"]),
            https: try proxy(["https_proxy", "HTTPS_PROXY"]),
            exceptions: list.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
        )
    }

    /// The proxies in use.
    var proxies: [Proxy] { [http, https].compactMap(\.self) }

    /// The proxy for a URL; nil for none.
    public func proxy(for url: String) -> Proxy? {
        guard let separator = url.firstRange(of: "://") else { return nil }
        let isSecure = url[..<separator.lowerBound].lowercased() == "https"
        let authority = url[separator.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
        guard !isException(authority, defaultPort: isSecure ? "443" : "80") else { return nil }
        return isSecure ? https : http
    }

    private func isException(_ authority: String, defaultPort: String) -> Bool {
        let (host, port) = Self.split(authority)
        return exceptions.contains { exception in
            if exception == "*" { return true }
            let (name, itsPort) = Self.split(exception)
            guard itsPort == nil || itsPort == port ?? defaultPort else { return false }
            let suffix = name.hasPrefix(".") ? String(name.dropFirst()) : name
            return host == suffix || host.hasSuffix("." + suffix)
        }
    }

    /// Host and port of an authority; an IPv6 address loses its brackets.
    private static func split(_ authority: String) -> (host: String, port: String?) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            return (String(authority[..<end].dropFirst()), rest.hasPrefix(":") ? String(rest.dropFirst()) : nil)
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : (authority, nil)
    }

    private static func parse(_ value: String, of variable: String) throws(ParseError) -> Proxy {
        var rest = value[...]
        if let separator = value.firstRange(of: "://") {
            let scheme = value[..<separator.lowerBound].lowercased()
            guard scheme == "http" else {
                throw .invalid(variable: variable, reason: "a proxy of the kind \"\(scheme)\" is not supported")
            }
            rest = value[separator.upperBound...]
        }
        while rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.contains("@") else {
            throw .invalid(variable: variable, reason: "a proxy with a user name is not supported")
        }
        let (host, port) = split(String(rest))
        guard !host.isEmpty, !host.contains("/") else { throw .invalid(variable: variable, reason: "no host") }
        guard let number = port.map({ Int($0) }) ?? 80, (1...65535).contains(number) else {
            throw .invalid(variable: variable, reason: "no port from 1 to 65535")
        }
        return Proxy(host: host, port: number)
    }
}
