import Telemetry

/// What is going to happen by itself, earliest first; events of one time keep the order in which they were added.
struct EventQueue<Event: Sendable>: Sendable {
    private struct Entry: Sendable {
        let time: Timestamp
        let sequence: UInt64
        let event: Event

        func isBefore(_ other: Entry) -> Bool {
            time == other.time ? sequence < other.sequence : time < other.time
        }
    }

    private var heap: [Entry] = []
    private var sequence: UInt64 = 0

    /// The time of the earliest event.
    var first: Timestamp? { heap.first?.time }

    /// Adds an event.
    mutating func add(_ event: Event, at time: Timestamp) {
        heap.append(Entry(time: time, sequence: sequence, event: event))
        sequence += 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest event if it is due.
    mutating func next(through limit: Timestamp) -> (time: Timestamp, event: Event)? {
        guard let first = heap.first, first.time <= limit else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].isBefore(heap[smallest]) { smallest = child }
            }
            guard smallest != parent else { break }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
        return (first.time, first.event)
    }
}
