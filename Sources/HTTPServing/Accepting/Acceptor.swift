import CMicroHTTPD
import Dispatch
import Glibc

/// Takes connections in from listening sockets, as many as there is room for, on a queue of its own.
///
/// Not libmicrohttpd: its limits close a surplus connection without a word, count IPv6 addresses one by one, know no time in
/// which a request must have come, and its way to stop listening is a race that ends the process.
final class Acceptor: Sendable {
    /// What to do with a connection that is taken in, by the thread of this number; the callee closes it when it cannot.
    typealias Handler = @Sendable (Int32, Int, inout sockaddr_storage, socklen_t) -> Bool

    /// How many connections are taken in at a time until other sockets have their turn.
    private static let batch = 64
    /// How long no connection is taken in when the machine has no descriptors left.
    private static let pause = DispatchTimeInterval.milliseconds(100)

    private let queue = DispatchQueue(label: "pterowatch.accept", qos: .userInteractive)
    private let closed = DispatchGroup()
    private let table: ConnectionTable
    private let tls: ServerTLS?
    private let farewells: Farewells
    private let sources: Locked<[EventSource]>

    /// Starts at once.
    /// - Parameters:
    ///   - sockets: closed by the acceptor when it stops.
    ///   - tls: what connections are to speak below HTTP.
    ///   - hand: given each connection that is taken in.
    init(_ sockets: [ListeningSocket], _ table: ConnectionTable, tls: ServerTLS?, hand: @escaping Handler) {
        self.table = table
        self.tls = tls
        farewells = Farewells(on: queue)
        sources = Locked([])
        for socket in sockets { listen(on: socket.descriptor, hand) }
        watchTimes()
    }

    /// Takes no more connections in, and closes the listening sockets before it returns.
    ///
    /// A second call does nothing.
    func stop() {
        for source in sources.withLock(\.self) { source.cancel() }
        closed.wait()
    }

    private func listen(on socket: Int32, _ hand: @escaping Handler) {
        let source = EventSource(DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue))
        let (table, tls, farewells, queue, closed) = (table, tls, farewells, queue, closed)
        closed.enter()
        source.start {
            for _ in 0..<Self.batch {
                switch Self.accept(on: socket) {
                case .nothing: return
                case .failure:
                    source.rest(for: Self.pause, on: queue)
                    return
                case .connection(let descriptor, var name, let length):
                    let (context, client) = (tls?.current, ClientAddress(&name))
                    guard let thread = table.admit(descriptor, from: client, speaking: context) else {
                        farewells.refuse(descriptor, isPlain: context == nil)
                        continue
                    }
                    if client.isThisMachine { Self.keepNear(descriptor) }
                    if !hand(descriptor, thread, &name, length) { table.end(descriptor) }
                }
            }
        } whenCancelled: {
            close(socket)
            closed.leave()
        }
        sources.withLock { $0.append(source) }
    }

    /// Cuts off, about twice a second, who takes too long.
    private func watchTimes() {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + 0.5, repeating: 0.5, leeway: .milliseconds(100))
        let source = EventSource(timer)
        source.start({ [table] in table.cutOffOverdue() }, whenCancelled: {})
        sources.withLock { $0.append(source) }
    }

    /// Lets the kernel hold less of an answer for a client on this machine.
    ///
    /// There nothing is on its way for long, and half a mebibyte (or `net.core.wmem_max`, where that is less), which stays in a
    /// processor's cache, is filled and emptied faster than the megabytes that the kernel would come to. Over a network those are
    /// what a long way needs.
    private static func keepNear(_ descriptor: Int32) {
        var bytes: Int32 = 1 << 19
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    private enum Accepted {
        case connection(Int32, sockaddr_storage, socklen_t)
        /// None waits.
        case nothing
        /// The machine has no room for one.
        case failure
    }

    private static func accept(on socket: Int32) -> Accepted {
        while true {
            var name = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let descriptor = unsafe pterowatch_accept(socket, &name, &length)
            guard descriptor < 0 else { return .connection(descriptor, name, length) }
            switch errno {
            case EAGAIN: return .nothing
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .failure
            default: continue  // this one ended before it was taken, or a signal came
            }
        }
    }
}
