import Foundation

/// HTTP to a port of 127.0.0.1, one connection a request, on plain sockets: what is timed shall be the other side.
enum Web {
    struct Answer: Sendable {
        let status: Int
        let body: Data
    }

    /// Sends a request and reads until the other side closes.
    static func send(
        _ method: String,
        _ path: String,
        port: UInt16,
        headers: [String] = [],
        body: [UInt8] = []
    ) throws -> Answer {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw BenchError("no socket: errno \(errno)") }
        defer { close(socket) }
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let address = Loopback.address(port: port)
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw BenchError("no connection to 127.0.0.1:\(port): errno \(errno)") }
        // 1.0, so that no body comes in chunks.
        var head = ["\(method) \(path) HTTP/1.0", "Host: 127.0.0.1:\(port)"] + headers
        if method != "GET" { head.append("Content-Length: \(body.count)") }
        let request = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BenchError("127.0.0.1:\(port) does not take a request: errno \(errno)") }
            sent += count
        }
        return try answer(try read(socket), to: "\(method) \(path)")
    }

    private static func read(_ socket: Int32) throws -> Data {
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count >= 0 else { throw BenchError("an answer broke off: errno \(errno)") }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    private static func answer(_ bytes: Data, to request: String) throws -> Answer {
        let head = bytes.range(of: Data("\r\n\r\n".utf8))
        let words = String(decoding: bytes.prefix(12), as: UTF8.self).split(separator: " ")
        guard let head, words.count == 2, let status = Int(words[1]) else {
            throw BenchError("\(request) was not answered as HTTP is")
        }
        return Answer(status: status, body: Data(bytes[head.upperBound...]))
    }
}
