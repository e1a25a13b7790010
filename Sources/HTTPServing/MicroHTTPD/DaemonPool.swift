import Glibc

/// The daemons of one server: one a thread, because only so can be said which thread serves a connection.
///
/// `stop` is called exactly once by its owner, after the last connection was handed over.
struct DaemonPool: Sendable {
    private let daemons: [MicroHTTPDaemon]

    /// Starts the threads; nil when libmicrohttpd refuses.
    init?(_ context: DaemonContext) {
        var started: [MicroHTTPDaemon] = []
        for _ in 0..<context.connections.threads {
            guard let daemon = MicroHTTPDaemon(context) else {
                for daemon in started { daemon.stop() }
                return nil
            }
            started.append(daemon)
        }
        daemons = started
    }

    /// Lets one of the threads serve a connection; false when there is no room for it, and then it is closed.
    func serve(_ descriptor: Int32, by thread: Int, from name: inout sockaddr_storage, _ length: socklen_t) -> Bool {
        daemons[thread].serve(descriptor, from: &name, length)
    }

    /// Closes all connections, joins the threads and gives the context back.
    func stop() {
        for daemon in daemons { daemon.stop() }
    }
}
