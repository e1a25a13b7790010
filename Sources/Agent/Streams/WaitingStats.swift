/// The `stats` that were not handed over yet: the newest of each server.
struct WaitingStats: Sendable {
    private var events: [StreamAddress: StreamedEvent] = [:]

    /// Keeps an event in the place of an older one of the same server.
    mutating func keep(_ event: StreamedEvent) { events[event.address] = event }

    /// Takes a server's out; empty when none waits.
    mutating func take(of address: StreamAddress) -> [StreamedEvent] {
        events.removeValue(forKey: address).map { [$0] } ?? []
    }

    /// Takes all out, one for each server, in no particular order.
    mutating func takeAll() -> [StreamedEvent] {
        defer { events.removeAll(keepingCapacity: true) }
        return Array(events.values)
    }
}
