/// How many connections each thread serves: a new one is given to a thread with the fewest.
///
/// Not by the descriptor's number, as libmicrohttpd's own pool does: there two scrapers may share one thread for as long as
/// their connections live, while another thread has none.
package struct ThreadLoads: Sendable {
    private var counts: [Int]
    private var places: [Int32: Int] = [:]

    /// How many threads there are.
    package var threads: Int { counts.count }

    /// Starts with no connections.
    /// - Parameter threads: how many there are; one, where that is less.
    package init(threads: Int) { counts = [Int](repeating: 0, count: max(1, threads)) }

    /// The number of the thread that is to serve a new connection.
    package mutating func begin(_ descriptor: Int32) -> Int {
        // libmicrohttpd may close one that it has no memory for without a word; then its descriptor is another's.
        end(descriptor)
        let thread = counts.indices.min { counts[$0] < counts[$1] } ?? 0
        counts[thread] += 1
        places[descriptor] = thread
        return thread
    }

    /// A connection ended.
    package mutating func end(_ descriptor: Int32) {
        if let thread = places.removeValue(forKey: descriptor) { counts[thread] -= 1 }
    }
}
