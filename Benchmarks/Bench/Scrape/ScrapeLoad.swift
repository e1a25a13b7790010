import Foundation

/// Clients that ask for a page again and again, each on one connection, and throw away what they get.
enum ScrapeLoad {
    /// As many as there are threads of the server.
    private static let clients = 2

    /// What it was like for the server.
    struct Result: Sendable {
        let requests: Int
        let seconds: Double
        var secondsPerRequest: Double { seconds / Double(requests) }
    }

    /// Asks for a while.
    static func run(_ port: UInt16, headers: [String], for duration: Duration) async throws -> Result {
        let begin = ContinuousClock.now
        let end = begin + duration
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    // A thread of its own: it blocks.
                    try await withCheckedThrowingContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(
                                with: Swift.Result {
                                    let connection = try KeptConnection(port)
                                    var count = 0
                                    while ContinuousClock.now < end {
                                        try connection.get("/metrics", headers)
                                        count += 1
                                    }
                                    return count
                                }
                            )
                        }
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        return Result(requests: max(counts, 1), seconds: (ContinuousClock.now - begin) / .seconds(1))
    }
}

/// A connection that goes on from request to request.
private final class KeptConnection {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(_ port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw BenchError("no socket: errno \(errno)") }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let address = Loopback.address(port: port)
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(socket)
            throw BenchError("no connection to 127.0.0.1:\(port): errno \(errno)")
        }
    }

    deinit { close(socket) }

    /// Asks, and reads the whole answer without looking at its body.
    func get(_ path: String, _ headers: [String]) throws {
        let head = ["GET \(path) HTTP/1.1", "Host: 127.0.0.1"] + headers
        let request = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw BenchError("a request was not taken: errno \(errno)")
        }
        var (have, end): (Int, Int?) = (0, nil)
        while end == nil {
            guard have < buffer.count else { throw BenchError("an answer's headers do not end") }
            let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress?.advanced(by: have), 1 << 10, 0) }
            guard count > 0 else { throw BenchError("an answer broke off: errno \(errno)") }
            have += count
            end = buffer[..<have].firstRange(of: Array("\r\n\r\n".utf8))?.upperBound
        }
        let text = String(decoding: buffer[..<(end ?? 0)], as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 200"), let match = text.firstMatch(of: /(?i)content-length: (\d+)/),
            let length = Int(match.1)
        else { throw BenchError("an answer is not as expected: \(text)") }
        var rest = length - (have - (end ?? 0))
        while rest > 0 {
            // The kernel drops the bytes instead of copying them: what is timed shall be the other side.
            let count = recv(socket, nil, rest, Int32(MSG_TRUNC))
            guard count > 0 else { throw BenchError("an answer broke off: errno \(errno)") }
            rest -= count
        }
    }
}
