import PterodactylAPI

/// What WebSockets said while the core was busy.
///
/// Of `stats` of one server that follow each other only the newest is kept, so that it is bounded by the servers and by what
/// else they said, however long nobody looks.
struct StreamBacklog: Sendable {
    private var events: [StreamedEvent] = []
    /// Where the `stats` stand that are the last word of their servers so far.
    private var lastStats: [StreamAddress: Int] = [:]

    /// Adds what came, in its order.
    mutating func append(_ batch: [StreamedEvent]) {
        for event in batch {
            guard case .event(.stats) = event.event else {
                lastStats[event.address] = nil
                events.append(event)
                continue
            }
            if let index = lastStats[event.address] {
                events[index] = event
            } else {
                lastStats[event.address] = events.count
                events.append(event)
            }
        }
    }

    /// Takes all out, in an order that is right for each server.
    mutating func takeAll() -> [StreamedEvent] {
        defer { self = StreamBacklog() }
        return events
    }
}
