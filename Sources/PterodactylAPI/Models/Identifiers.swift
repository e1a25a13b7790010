/// A server's short id: the first eight characters of its UUID, as client paths and the panel's own pages use it.
public struct ServerIdentifier: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Eight hexadecimal characters.
    public let rawValue: String

    /// Wraps an identifier.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps an identifier.
    public init(_ text: String) { self.rawValue = text }

    /// The value as text.
    public var description: String { rawValue }

    /// Orders by the value inside.
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

    /// The value as text.
    public var description: String { rawValue }

    /// Orders by the value inside.
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

    /// The value as text.
    public var description: String { String(rawValue) }

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// What a client path accepts for a server: its full UUID (to be preferred) or its short id.
public protocol ServerReference: Sendable {
    /// The text that stands in the path.
    var pathSegment: String { get }
}

extension ServerUUID: ServerReference {
    /// The text itself.
    public var pathSegment: String { rawValue }
}

extension ServerIdentifier: ServerReference {
    /// The text itself.
    public var pathSegment: String { rawValue }
}

/// A backup's UUID.
public struct BackupUUID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// 36 characters.
    public let rawValue: String

    /// Wraps a UUID.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a UUID.
    public init(_ text: String) { self.rawValue = text }

    /// The value as text.
    public var description: String { rawValue }

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// The number of one kind of object on the panel; numbers of different kinds do not mix.
public struct PanelID<Kind>: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number, 1 or more.
    public let rawValue: Int

    /// Wraps a number.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Wraps a number.
    public init(_ number: Int) { self.rawValue = number }

    /// The value as text.
    public var description: String { String(rawValue) }

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// The kinds that are known by their number only; none has values.
public enum PanelKind {
    /// A server, as the application API numbers it (`internal_id` on the client API).
    public enum Server {}
    /// A user.
    public enum User {}
    /// A location.
    public enum Location {}
    /// A nest.
    public enum Nest {}
    /// An egg.
    public enum Egg {}
    /// An allocation: one address and port of a node.
    public enum Allocation {}
    /// A schedule.
    public enum Schedule {}
    /// A task of a schedule.
    public enum Task {}
}

/// A server's number on the application API.
public typealias InternalServerID = PanelID<PanelKind.Server>
/// A user's number.
public typealias UserID = PanelID<PanelKind.User>
/// A location's number.
public typealias LocationID = PanelID<PanelKind.Location>
/// A nest's number.
public typealias NestID = PanelID<PanelKind.Nest>
/// An egg's number.
public typealias EggID = PanelID<PanelKind.Egg>
/// An allocation's number.
public typealias AllocationID = PanelID<PanelKind.Allocation>
/// A schedule's number.
public typealias ScheduleID = PanelID<PanelKind.Schedule>
/// A schedule task's number.
public typealias TaskID = PanelID<PanelKind.Task>
