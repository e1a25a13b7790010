import PterodactylAPI

/// The events that wait for their reader.
struct EventQueue: Sendable {
    var buffer: EventBuffer
    /// Whether nothing will come any more.
    var isFinished = false
}
