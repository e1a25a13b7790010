/// One request while it comes in and is answered.
///
/// Touched by one thread of the daemon at a time: the one that owns its connection.
final class RequestExchange {
    /// What the headers said.
    struct Head {
        let method: ServedRequest.Method
        let headers: HeaderFields
        let remoteAddress: String?
        let received: ContinuousClock.Instant
    }

    private let target: RequestTarget?
    private var body: [UInt8] = []
    private var surplus = 0
    /// The connection's socket.
    var descriptor: Int32?
    /// Set at the first call of the access callback; nil when the connection ended before.
    var head: Head?
    /// The answer that is being made while the connection is suspended.
    var deferred: DeferredAnswer?
    /// Where it has a place until it is answered.
    var bound: RequestBound?
    /// Status and body length of the answer that was handed over.
    var answered: (status: Int, bodyBytes: Int)?

    /// - Parameter target: as it came; nil when it was no valid UTF-8.
    init(target: String?) {
        self.target = target.flatMap { RequestTarget(parsing: $0) }
    }

    /// The path, where the target could be read.
    var path: String? { target?.path }

    /// Whether more body came than is allowed; what came beyond was dropped.
    var isBodyTooLong: Bool { surplus > 0 }

    /// The request; nil when its target could not be read.
    var request: ServedRequest? {
        guard let head, let target else { return nil }
        return ServedRequest(
            head.method,
            target,
            headers: head.headers,
            remoteAddress: head.remoteAddress,
            body: body
        )
    }

    /// Takes a piece of the body in.
    /// - Returns: false when the client sends so much more than allowed that it is not worth an answer.
    func receive(_ piece: some Collection<UInt8>, limit: Int) -> Bool {
        if isBodyTooLong || body.count + piece.count > limit {
            surplus += piece.count
            body = []
            return surplus <= max(limit, 1 << 16)
        }
        body.append(contentsOf: piece)
        return true
    }
}
