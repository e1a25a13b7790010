/// Which servers are followed on their WebSockets.
public enum StreamSelection: Sendable, Equatable {
    /// All of them, if there are at most `automaticLimit` and the request budget carries it: each costs one request of the
    /// client API in eight to nine minutes, and tells its use each second.
    case automatic
    /// All of them.
    case all
    /// None.
    case none
    /// Those that one of the patterns fits.
    case matching(ServerSelector)

    /// The most servers that are all followed without being asked to.
    public static let automaticLimit = 250
}

/// Names some of a panel's servers.
public struct ServerSelector: Sendable, Hashable {
    /// Patterns of node names; `*` stands for any text, and case counts.
    public var nodes: [String]
    /// Patterns of short ids and display names.
    public var servers: [String]

    /// Makes a selector; without any pattern it selects nothing.
    public init(nodes: [String] = [], servers: [String] = []) {
        self.nodes = nodes
        self.servers = servers
    }

    /// Whether a server is selected: its node, its short id or its name fits a pattern.
    public func selects(node: String, identifier: String, name: String) -> Bool {
        nodes.contains { Self.fits(node, $0) }
            || servers.contains { Self.fits(identifier, $0) || Self.fits(name, $0) }
    }

    /// Whether a text fits a pattern in which `*` stands for any text, in time linear in both for each star.
    static func fits(_ text: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
        guard text.count >= first.count + last.count, text.hasPrefix(first), text.hasSuffix(last) else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
