/// A right of a subuser on one server, such as `control.start`.
///
/// The type is open: a panel or an addon may know words that are not listed here, and they are kept as they are. What the
/// panel knows is told by `ClientAPI.permissions()`.
public struct Permission: RawRepresentable, Hashable, Comparable, Sendable {
    /// `group.key`.
    public let rawValue: String

    /// Wraps a word of the panel.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a word of the panel.
    public init(_ word: String) { self.rawValue = word }

    /// What owners and root admins have instead of single words: every right that does not begin with `admin`.
    public static let everything = Permission("*")

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Permission: CustomStringConvertible, ExpressibleByStringLiteral {
    /// The value as text.
    public var description: String { rawValue }

    /// Makes the value from a literal.
    public init(stringLiteral word: String) { self.rawValue = word }
}

extension Sequence<Permission> {
    /// Whether the rights in here are enough: `*` stands for all but those that begin with `admin`.
    public func allow(_ permission: Permission) -> Bool {
        contains { $0 == permission || ($0 == .everything && !permission.rawValue.hasPrefix("admin")) }
    }
}
