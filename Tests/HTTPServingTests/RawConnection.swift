import Glibc
import TestSupport
import Testing

/// A client of plain sockets: what is on the wire is what the test wrote, and the other way round.
final class RawConnection {
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    struct Refused: Error { let code: Int32 }

    private let descriptor: Int32
    private var pending: [UInt8] = []

    /// - Parameter family: AF_INET or AF_INET6, to the loopback address of that kind.
    init(port: UInt16, family: Int32 = AF_INET) throws {
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Refused(code: errno) }
        // A read that never ends fails the test after a while instead of hanging it.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var result: Int32
        if family == AF_INET6 {
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = port.bigEndian
            name.sin6_addr = in6addr_loopback
            result = Self.connect(descriptor, to: &name)
        } else {
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            name.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
            result = Self.connect(descriptor, to: &name)
        }
        // Closed by `deinit`, which runs for what is whole, even when this throws.
        guard result == 0 else { throw Refused(code: errno) }
    }

    deinit { close(descriptor) }

    private static func connect<Name>(_ descriptor: Int32, to name: inout Name) -> Int32 {
        withUnsafeBytes(of: &name) { bytes in
            guard let start = bytes.baseAddress else { return -1 }
            return Glibc.connect(descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }

    /// Sends all of a text; a connection that the other end closed is seen when reading.
    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a request without a body.
    func request(_ method: String, _ target: String, headers: String = "", body: String? = nil) {
        let length = body.map { "Content-Length: \($0.utf8.count)\r\n" } ?? ""
        send("\(method) \(target) HTTP/1.1\r\nHost: test\r\n\(headers)\(length)\r\n\(body ?? "")")
    }

    /// Reads one answer by its `Content-Length`, on a thread of its own, so that handlers and other tests have theirs.
    func received(toHead: Bool = false) async throws -> Answer {
        try await blocking { connection in Result { try connection.answer(toHead: toHead) } }.get()
    }

    /// Whether the other end closed the connection without a further byte; waited for on a thread of its own.
    func isClosed() async -> Bool { await blocking { $0.pending.isEmpty && !$0.fill() } }

    private func answer(toHead: Bool) throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        var searched = 0
        var headEnd: Int?
        while headEnd == nil {
            headEnd = (searched..<max(searched, pending.count - 3)).first { Array(pending[$0..<$0 + 4]) == end }
            searched = max(0, pending.count - 3)
            if headEnd == nil { try #require(fill(), "the connection ended before an answer") }
        }
        let head = try #require(headEnd)
        let lines = String(decoding: pending[..<head], as: UTF8.self).split(separator: "\r\n")
        pending.removeFirst(head + 4)
        let first = try #require(lines.first).split(separator: " ")
        let headers = lines.dropFirst().reduce(into: [String: String]()) { headers, line in
            let sides = line.split(separator: ":", maxSplits: 1)
            headers[sides[0].lowercased()] = sides.count > 1 ? String(sides[1].drop { $0 == " " }) : ""
        }
        let length = toHead ? 0 : try #require(Int(headers["content-length"] ?? ""))
        while pending.count < length { try #require(fill(), "the connection ended within a body") }
        defer { pending.removeFirst(length) }
        return Answer(status: try #require(Int(first[1])), headers: headers, body: Array(pending[..<length]))
    }

    /// Whether the other end closes the connection within a while.
    func isClosed(within patience: Duration) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(clamping: Int64(patience / .milliseconds(1)))
        return poll(&waiting, 1, milliseconds) > 0 && !fill()
    }

    /// Sends a byte now and then, until the other end closes the connection, on a thread of its own.
    /// - Returns: whether it did within fifteen seconds.
    func isCutOffWhileSendingSlowly() async -> Bool {
        await blocking { connection in
            let start = ContinuousClock.now
            while start.duration(to: .now) < .seconds(15) {
                if connection.isClosed(within: .milliseconds(100)) { return true }
                connection.send("x")
            }
            return false
        }
    }

    /// Does what blocks on a thread of its own.
    private func blocking<Value: Sendable>(_ body: @escaping @Sendable (RawConnection) -> Value) async -> Value {
        // Nobody else uses the connection meanwhile: the caller waits.
        nonisolated(unsafe) let connection = self
        return await apart { body(connection) }
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        pending += buffer[..<count]
        return true
    }
}
