import Foundation
import Synchronization
import Testing

/// A port for a server that must be told its port before it starts.
///
/// It lies below those that the system gives out by itself, to connections too, so that nobody takes it meanwhile; and
/// it is given once.
enum FreePort {
    private static let lowest: UInt16 = 10_000
    private static let next = Mutex(UInt16.random(in: lowest..<30_000))

    static func find() throws -> UInt16 {
        let range = try String(contentsOfFile: "/proc/sys/net/ipv4/ip_local_port_range", encoding: .utf8)
        let end = try #require(range.split(whereSeparator: \.isWhitespace).first.flatMap { UInt16($0) })
        try #require(end > lowest, "the system gives out every port from \(end) on by itself")
        while true {
            let port = next.withLock { next in
                next = next + 1 < end ? next + 1 : lowest
                return next
            }
            if try isFree(port) { return port }
        }
    }

    private static func isFree(_ port: UInt16) throws -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(socket >= 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 }
        }
    }
}
