import Telemetry

/// Waiting calls in the order in which they are due: a binary heap.
///
/// An entry is not searched for when its call changes: it stays until it comes up, and its stamp then tells that it is
/// not the call's current one.
struct DueQueue: Sendable {
    struct Entry: Sendable, Comparable {
        let due: Timestamp
        /// Orders calls that are due together.
        let phase: Double
        /// One number for each time that a call was put in; also the last tie-breaker.
        let stamp: Int
        let call: PanelCall

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            (lhs.due, lhs.phase, lhs.stamp) < (rhs.due, rhs.phase, rhs.stamp)
        }

        static func == (lhs: Entry, rhs: Entry) -> Bool { lhs.stamp == rhs.stamp }
    }

    private var heap: [Entry] = []

    /// The entry that is due first.
    var first: Entry? { heap.first }

    /// Whether nothing waits.
    var isEmpty: Bool { heap.isEmpty }

    mutating func insert(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    @discardableResult
    mutating func removeFirst() -> Entry? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            guard least != parent else { return first }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
