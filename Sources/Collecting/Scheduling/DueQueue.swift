package import Telemetry

/// Waiting calls in the order in which they are due: a binary heap.
///
/// An entry is not searched for when its call changes: it stays until it comes up, and its stamp then tells that it is
/// not the call's current one.
package struct DueQueue: Sendable {
    /// A call that waits.
    package struct Entry: Sendable, Comparable {
        /// When it may go.
        package let due: Timestamp
        /// Orders calls that are due together.
        package let phase: Double
        /// One number for each time that a call was put in; also the last tie-breaker.
        package let stamp: Int
        /// What to ask.
        package let call: PanelCall

        /// Makes an entry.
        package init(due: Timestamp, phase: Double, stamp: Int, call: PanelCall) {
            self.due = due
            self.phase = phase
            self.stamp = stamp
            self.call = call
        }

        /// Whether the first comes up before the second.
        package static func < (lhs: Entry, rhs: Entry) -> Bool {
            (lhs.due, lhs.phase, lhs.stamp) < (rhs.due, rhs.phase, rhs.stamp)
        }

        /// Whether both are the same entry.
        package static func == (lhs: Entry, rhs: Entry) -> Bool { lhs.stamp == rhs.stamp }
    }

    private var heap: [Entry] = []

    /// The entry that is due first.
    package var first: Entry? { heap.first }

    /// Whether nothing waits.
    package var isEmpty: Bool { heap.isEmpty }

    /// Makes an empty queue.
    package init() {}

    /// Puts an entry in: a step for each doubling of the queue.
    package mutating func insert(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the entry off that is due first; nil when nothing waits.
    @discardableResult
    package mutating func removeFirst() -> Entry? {
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
