// Sockets' types are the C library's: whichever module is read first counts as theirs.
import CMicroHTTPD
import Glibc

/// The sockets that a service manager opened for the process (sd_listen_fds(3)).
public enum InheritedSockets {
    /// The first descriptor that is handed over (SD_LISTEN_FDS_START).
    private static let first: Int32 = 3

    /// How many descriptors are handed over; 0 where none are, or to another process.
    ///
    /// - Parameters:
    ///   - environment: `LISTEN_PID` names the process that is meant, `LISTEN_FDS` says how many.
    ///   - process: the process' own number.
    public static func count(in environment: [String: String], process: Int32) -> Int {
        guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == process,
            let count = environment["LISTEN_FDS"].flatMap({ Int($0) }), count > 0
        else { return 0 }
        return min(count, 1_024)
    }

    /// Takes the first sockets that were handed over, once: they belong to what is started on them.
    /// - Throws: `HTTPServerError.cannotInherit` for what is no listening TCP socket.
    public static func take(_ count: Int) throws(HTTPServerError) -> [ListeningSocket] {
        var sockets: [ListeningSocket] = []
        for descriptor in first..<(first + Int32(clamping: count)) {
            sockets.append(try ListeningSocket(inherited: descriptor))
        }
        return sockets
    }
}

extension ListeningSocket {
    /// Takes a descriptor that the process was started with.
    /// - Throws: `HTTPServerError.cannotInherit` where it is no listening TCP socket.
    package init(inherited descriptor: Int32) throws(HTTPServerError) {
        var isListening: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0 else {
            throw .cannotInherit(descriptor: descriptor, reason: unsafe String(cString: strerror(errno)))
        }
        guard isListening == 1, let address = SocketAddress.local(of: descriptor) else {
            throw .cannotInherit(descriptor: descriptor, reason: "it is not a TCP socket that listens")
        }
        // Taken over from another process, which may have left it waiting, and open for our own children.
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.init(descriptor: descriptor, address: address)
    }
}
