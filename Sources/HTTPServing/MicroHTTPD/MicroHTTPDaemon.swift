import CMicroHTTPD
import Glibc

/// A running libmicrohttpd daemon of one thread with what its callbacks need; connections are handed to it.
///
/// `stop` is called exactly once by its owner, after the last connection was handed over; until then the daemon holds its
/// context.
@safe struct MicroHTTPDaemon: @unchecked Sendable {
    // @unchecked because libmicrohttpd's functions on a daemon lock by themselves, and the owner stops it once.
    private let handle: OpaquePointer
    private let context: Unmanaged<DaemonContext>

    /// Starts the thread; nil when libmicrohttpd refuses.
    init?(_ context: DaemonContext) {
        let limits = context.limits
        // Retained for the callbacks, because they may come until `stop` has joined the thread.
        let held = unsafe Unmanaged.passRetained(context)
        var options = pterowatch_daemon_options()
        options.flags =
            MHD_USE_INTERNAL_POLLING_THREAD.rawValue | MHD_USE_EPOLL.rawValue | MHD_USE_ITC.rawValue
            | MHD_USE_NO_LISTEN_SOCKET.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
            | (context.tls == nil ? 0 : MHD_USE_TLS.rawValue)
        // Twice as many as are let in, because those that were cut off are still there for a moment.
        options.connection_limit = UInt32(clamping: 64 + 2 * max(1, limits.connections))
        options.timeout_seconds = UInt32(clamping: max(1, limits.idleTimeout.components.seconds))
        options.connection_memory_bytes = max(1 << 10, limits.headerBytes)
        let started = unsafe pterowatch_start_daemon(
            options,
            openExchange,
            advanceExchange,
            closeExchange,
            noteConnection,
            held.toOpaque()
        )
        guard let started = unsafe started else {
            unsafe held.release()
            return nil
        }
        unsafe handle = started
        unsafe self.context = held
    }

    /// Serves a connection; false when there is no room for it, and then it is closed.
    func serve(_ descriptor: Int32, from name: inout sockaddr_storage, _ length: socklen_t) -> Bool {
        unsafe pterowatch_add_connection(handle, descriptor, &name, length) == .YES
    }

    /// Closes all connections, joins the thread and gives the context back.
    func stop() {
        unsafe MHD_stop_daemon(handle)
        unsafe context.release()
    }
}
