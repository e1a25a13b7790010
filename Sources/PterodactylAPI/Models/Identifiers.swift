/// A server's short id: the first eight characters of its UUID, as client paths and the panel's own pages use it.
public struct ServerIdentifier: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Eight hexadecimal characters.
    public let rawValue: String

    /// Wraps an identifier.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps an identifier.
    public init(_ text: String) { self.rawValue = text }

    public var description: String { rawValue }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A server's full UUID: the same on the panel, on Wings and as the container's name.
public struct ServerUUID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// 36 characters.
    public let rawValue: String

    /// Wraps a UUID.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a UUID.
    public init(_ text: String) { self.rawValue = text }

    /// The short id: the first eight characters.
    public var identifier: ServerIdentifier { ServerIdentifier(String(rawValue.prefix(8))) }

    public var description: String { rawValue }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A node's number on the application API.
public struct NodeID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number, 1 or more.
    public let rawValue: Int

    /// Wraps a number.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Wraps a number.
    public init(_ number: Int) { self.rawValue = number }

    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
