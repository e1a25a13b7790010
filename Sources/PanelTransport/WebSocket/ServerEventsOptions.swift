public import PterodactylAPI

/// How a server's events are followed.
public struct ServerEventsOptions: Sendable {
    /// The times that the connection keeps.
    public var timing = StreamTiming()
    /// The most events that wait for the reader.
    public var capacity = 1024
    /// The most bytes of text in them, roughly.
    public var byteLimit = 4 << 20
    /// Whether the reader wants what Wings says: what it does not takes no room, and its loss makes no gap.
    ///
    /// The connection's own life is always told.
    public var isWanted: @Sendable (WingsEvent) -> Bool = { _ in true }

    /// Makes options for real nodes.
    public init() {}
}
