import Dispatch
import Glibc

/// Tells clients that there is no room for them.
///
/// What a client still sends is read for a moment: a socket that is closed on unread bytes takes the answer back.
final class Farewells: Sendable {
    /// How many are seen off at once; the rest is told and closed at once.
    private static let limit = 512
    /// How long a client has for closing its end.
    private static let time = DispatchTimeInterval.seconds(2)
    private static let answer: [UInt8] = {
        let body = "503 too many connections; ask again later\n"
        let lines = [
            "HTTP/1.1 503 Service Unavailable", "Content-Type: text/plain; charset=utf-8",
            "Content-Length: \(body.utf8.count)", "Retry-After: 5", "Connection: close", "", body,
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }()

    private let queue: DispatchQueue
    private let count = Locked(0)

    /// - Parameter queue: a serial one, from which `refuse` is called.
    init(on queue: DispatchQueue) { self.queue = queue }

    /// Sees a connection off, and closes it.
    /// - Parameter isPlain: whether it can be told in plain HTTP.
    func refuse(_ descriptor: Int32, isPlain: Bool) {
        guard isPlain else {
            close(descriptor)
            return
        }
        Self.drain(descriptor)
        Self.say(to: descriptor)
        let isRoom = count.withLock { count in
            guard count < Self.limit else { return false }
            count += 1
            return true
        }
        guard isRoom else {
            close(descriptor)
            return
        }
        shutdown(descriptor, Int32(SHUT_WR))
        let source = EventSource(DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue))
        source.start {
            if !Self.drain(descriptor) { source.cancel() }
        } whenCancelled: { [count] in
            close(descriptor)
            count.withLock { $0 -= 1 }
        }
        queue.asyncAfter(deadline: .now() + Self.time) { source.cancel() }
    }

    /// Throws away what has come; false at the end of it.
    @discardableResult private static func drain(_ descriptor: Int32) -> Bool {
        recv(descriptor, nil, 1 << 16, Int32(MSG_TRUNC) | Int32(MSG_DONTWAIT)) != 0
    }

    /// Tells a client over plain HTTP, which nothing else was told yet.
    static func say(to descriptor: Int32) {
        // A socket that nothing was sent on has room for so little; where it has not, it is closed all the same.
        _ = unsafe send(descriptor, answer, answer.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
}
