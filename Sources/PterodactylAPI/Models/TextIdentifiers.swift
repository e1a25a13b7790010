/// The text by which the panel knows one kind of object; ids of different kinds do not mix.
public struct PanelTextID<Kind>: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text.
    public let rawValue: String

    /// Wraps a text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a text.
    public init(_ text: String) { self.rawValue = text }

    /// The value as text.
    public var description: String { rawValue }

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension PanelTextID {
    /// The text as one segment of a path.
    var pathSegment: String { rawValue.urlPathSegmentEncoded }
}

extension PanelKind {
    /// A database of a server, as the client API names it.
    public enum ServerDatabase {}
    /// An API key of an account.
    public enum APIKey {}
    /// An SSH key of an account.
    public enum SSHKey {}
}

/// A user's UUID, as the client API names users.
public typealias UserUUID = PanelTextID<PanelKind.User>
/// A database's short text (a hashid such as `YnlEjJxm`), as the client API names it; it is no UUID.
public typealias DatabaseID = PanelTextID<PanelKind.ServerDatabase>
/// The public first part of an API key (16 characters, `ptlc_…`); not enough to log in with.
public typealias APIKeyIdentifier = PanelTextID<PanelKind.APIKey>
/// The SHA-256 fingerprint of an SSH key.
public typealias SSHKeyFingerprint = PanelTextID<PanelKind.SSHKey>
