import CMicroHTTPD
import Glibc

/// A running libmicrohttpd daemon with what its callbacks need.
///
/// `refuseConnections` and then `stop` are called exactly once by its owner; until then the daemon holds its context.
@safe struct MicroHTTPDaemon: @unchecked Sendable {
    // @unchecked because libmicrohttpd's functions on a daemon lock by themselves, and the owner calls each once.
    private let handle: OpaquePointer
    private let context: Unmanaged<DaemonContext>
    private let socket: Int32

    /// Starts the threads; nil when libmicrohttpd refuses.
    init?(listeningOn socket: ListeningSocket, limits: ServerLimits, context: DaemonContext) {
        // Retained for the callbacks, because they may come until `stop` has joined the threads.
        let held = unsafe Unmanaged.passRetained(context)
        var options = pterowatch_daemon_options()
        options.flags =
            MHD_USE_INTERNAL_POLLING_THREAD.rawValue | MHD_USE_EPOLL.rawValue | MHD_USE_ITC.rawValue
            | MHD_ALLOW_SUSPEND_RESUME.rawValue | (context.tls == nil ? 0 : MHD_USE_TLS.rawValue)
        options.listen_socket = socket.descriptor
        options.threads = UInt32(clamping: max(2, limits.threads))
        options.connection_limit = UInt32(clamping: max(1, limits.connections))
        options.connections_per_address = UInt32(clamping: max(0, limits.connectionsPerAddress))
        options.timeout_seconds = UInt32(clamping: max(1, limits.idleTimeout.components.seconds))
        options.connection_memory_bytes = max(1 << 10, limits.headerBytes)
        let started = unsafe pterowatch_start_daemon(
            options,
            openExchange,
            advanceExchange,
            closeExchange,
            context.tls == nil ? nil : noteConnection,
            held.toOpaque()
        )
        guard let started = unsafe started else {
            unsafe held.release()
            return nil
        }
        unsafe handle = started
        unsafe self.context = held
        self.socket = socket.descriptor
    }

    /// Refuses new connections from now on; those open go on.
    func refuseConnections() {
        unsafe _ = MHD_quiesce_daemon(handle)
        // Shut down and not closed, because a thread may be about to accept: the number must not be given anew yet.
        _ = shutdown(socket, Int32(SHUT_RDWR))
    }

    /// Closes all connections, joins the threads and gives the context back; after `refuseConnections`, which makes
    /// closing the socket our part.
    func stop() {
        unsafe MHD_stop_daemon(handle)
        close(socket)
        unsafe context.release()
    }
}
