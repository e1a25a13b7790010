/// How many requests are answered at once, from their headers to the last byte of their answer.
final class RequestBound: Sendable {
    /// The most.
    let limit: Int
    private let count = Locked(0)

    init(_ limit: Int) { self.limit = max(1, limit) }

    /// Takes a place; false when there is none.
    func enter() -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    /// Gives a place back.
    func leave() { count.withLock { $0 -= 1 } }

    /// What is said where there is no place; as client_golang's handlers say it.
    var refusal: ServedResponse {
        .text("503 Limit of concurrent requests reached (\(limit)), try again later.", status: 503)
    }
}
