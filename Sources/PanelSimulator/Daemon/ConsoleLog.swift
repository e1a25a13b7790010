/// The last lines that a container wrote.
struct ConsoleLog: Sendable {
    /// How many lines Wings sends at most (`system.websocket_log_count`).
    static let capacity = 150

    private var lines: [String] = []

    /// Adds a line and forgets one that is too old, now and then.
    mutating func append(_ line: String) {
        lines.append(line)
        if lines.count >= 2 * Self.capacity { lines.removeFirst(lines.count - Self.capacity) }
    }

    /// The last lines, oldest first.
    func last(_ count: Int = capacity) -> [String] { Array(lines.suffix(count)) }
}
