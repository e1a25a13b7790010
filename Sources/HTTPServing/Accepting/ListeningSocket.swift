// Sockets' types are the C library's: whichever module is read first counts as theirs.
import CMicroHTTPD
import Glibc

/// A bound, listening TCP socket: opened here, or by whoever started the process.
///
/// Opened here and not by libmicrohttpd, which would say no more than "failed": the system's reason reaches the user.
public struct ListeningSocket: Sendable {
    /// Connections that wait to be accepted.
    private static let backlog: Int32 = 511

    /// The file descriptor; the server that is started on it closes it.
    package let descriptor: Int32
    /// Where it listens, with the port that it really has.
    public let address: ListenAddress

    /// Opens a socket.
    /// - Parameter address: port 0 for any free port.
    /// - Throws: `HTTPServerError` with the system's reason.
    public init(on address: ListenAddress) throws(HTTPServerError) {
        var failure: Failure?
        for candidate in Self.candidates(for: address) {
            do throws(Failure) {
                let (descriptor, port) = try Self.open(candidate)
                self.init(descriptor: descriptor, address: ListenAddress(address.host, port: port))
                return
            } catch {
                failure = failure ?? error
                // A machine without IPv6 still serves all its IPv4 addresses; any other failure is the user's to see.
                guard [EAFNOSUPPORT, EADDRNOTAVAIL, EPROTONOSUPPORT].contains(error.code) else { break }
            }
        }
        throw .cannotListen(address, reason: failure.map(\.text) ?? "no such address")
    }

    /// Takes a socket that listens already.
    init(descriptor: Int32, address: ListenAddress) {
        self.descriptor = descriptor
        self.address = address
    }

    /// Closes it, where no server was started on it.
    public func close() { _ = Glibc.close(descriptor) }

    private struct Failure: Error {
        let code: Int32
        var text: String { unsafe String(cString: strerror(code)) }

        /// What the last system call of this thread failed with.
        static var last: Failure { Failure(code: errno) }
    }

    private enum Candidate {
        case ipv4(in_addr, UInt16)
        case ipv6(in6_addr, UInt16, isDualStack: Bool)
    }

    private static func candidates(for address: ListenAddress) -> [Candidate] {
        let port = address.port
        let any = Candidate.ipv4(in_addr(s_addr: 0), port)
        switch address.host {
        case .all: return [.ipv6(in6_addr(), port, isDualStack: true), any]
        case .localhost: return [.ipv4(in_addr(s_addr: UInt32(0x7F00_0001).bigEndian), port)]
        case .ipv4(let text): return SocketAddress.parsedIPv4(text).map { [.ipv4($0, port)] } ?? []
        case .ipv6(let text):
            return SocketAddress.parsedIPv6(text).map { [.ipv6($0, port, isDualStack: false)] } ?? []
        }
    }

    private static func open(_ candidate: Candidate) throws(Failure) -> (descriptor: Int32, port: UInt16) {
        let family =
            switch candidate {
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, flags, 0)
        guard descriptor >= 0 else { throw .last }
        do throws(Failure) {
            try set(SOL_SOCKET, SO_REUSEADDR, to: 1, on: descriptor)
            if case .ipv6(_, _, let isDualStack) = candidate {
                try set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: isDualStack ? 0 : 1, on: descriptor)
            }
            try bind(descriptor, to: candidate)
            guard listen(descriptor, backlog) == 0 else { throw .last }
            return (descriptor, try port(of: descriptor))
        } catch {
            _ = Glibc.close(descriptor)
            throw error
        }
    }

    private static func set(_ level: Int32, _ option: Int32, to value: Int32, on socket: Int32) throws(Failure) {
        var value = value
        let result = unsafe setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        guard result == 0 else { throw .last }
    }

    private static func bind(_ descriptor: Int32, to candidate: Candidate) throws(Failure) {
        let result: Int32
        switch candidate {
        case .ipv4(let address, let port):
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            name.sin_addr = address
            result = unsafe withBytes(of: &name) { unsafe Glibc.bind(descriptor, $0, $1) }
        case .ipv6(let address, let port, _):
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = port.bigEndian
            name.sin6_addr = address
            result = unsafe withBytes(of: &name) { unsafe Glibc.bind(descriptor, $0, $1) }
        }
        guard result == 0 else { throw .last }
    }

    /// A socket address as the system's calls take it: they know the kind by its first field.
    private static func withBytes<Name>(of name: inout Name, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32)
        -> Int32
    {
        unsafe withUnsafeBytes(of: &name) { bytes in
            guard let start = bytes.baseAddress else { return -1 }
            return unsafe body(start.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }

    private static func port(of descriptor: Int32) throws(Failure) -> UInt16 {
        var name = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = unsafe withUnsafeMutableBytes(of: &name) { bytes in
            guard let start = bytes.baseAddress else { return Int32(-1) }
            return unsafe getsockname(descriptor, start.assumingMemoryBound(to: sockaddr.self), &length)
        }
        guard result == 0 else { throw .last }
        // The port stands at the same place in both kinds of socket address.
        return UInt16(bigEndian: name.sin6_port)
    }
}
