public import Collecting
public import PterodactylAPI

/// Where a server is found: the panel's name and the short id, as the labels `panel` and `server` carry them.
public struct ServerAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The panel's name in the configuration.
    public let panel: String
    /// The short id, unique on its panel.
    public let identifier: ServerIdentifier

    /// Makes an address.
    public init(panel: String, identifier: ServerIdentifier) {
        self.panel = panel
        self.identifier = identifier
    }

    /// The address of a view's server.
    public init(_ view: ServerView) {
        self.init(panel: view.panel, identifier: view.identifier)
    }

    /// `panel/identifier`.
    public var description: String { "\(panel)/\(identifier)" }

    /// Orders by panel, then by identifier.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.panel, lhs.identifier) < (rhs.panel, rhs.identifier)
    }
}
