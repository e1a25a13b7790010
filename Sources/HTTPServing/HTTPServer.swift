import Dispatch

/// A running HTTP server on one address.
///
/// libmicrohttpd with a pool of few threads over epoll: no thread per connection. Several addresses are several servers
/// with the same router.
///
/// ```swift
/// var router = Router()
/// router.get("/-/healthy") { _ in .text("Healthy") }
/// try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
///     print(server.address)
/// }
/// ```
public final class HTTPServer: Sendable {
    /// Where the server listens, with the port that it really has.
    public let address: ListenAddress
    private let requests: InFlightRequests
    private let deferred: DeferredAnswers
    private let checks: DeferredAnswers
    private let daemon: Locked<MicroHTTPDaemon?>

    /// Starts a server; it serves when this returns.
    ///
    /// - Parameters:
    ///   - address: port 0 for any free port, read back in `address`.
    ///   - limits: what it spends on its clients.
    ///   - router: answers the requests.
    ///   - access: who may ask; everybody where nothing else is said.
    ///   - tls: what is spoken below HTTP; nil for nothing.
    ///   - observe: told of each request that a route or refusal answered, on the server's thread.
    /// - Throws: `HTTPServerError`.
    public static func start(
        on address: ListenAddress,
        limits: ServerLimits = ServerLimits(),
        router: Router,
        access: AccessControl = AccessControl(),
        tls: ServerTLS? = nil,
        observe: (@Sendable (ServedExchange) -> Void)? = nil
    ) throws(HTTPServerError) -> HTTPServer {
        let socket = try ListeningSocket(on: address)
        let requests = InFlightRequests()
        let deferred = DeferredAnswers(limit: limits.deferredAnswers, deadline: limits.deferredTimeout)
        let checks = DeferredAnswers(limit: limits.passwordChecks, deadline: limits.deferredTimeout)
        let context = DaemonContext(
            router: router,
            limits: limits,
            requests: requests,
            deferred: deferred,
            access: access,
            checks: checks,
            tls: tls,
            observe: observe
        )
        guard let daemon = MicroHTTPDaemon(listeningOn: socket, limits: limits, context: context) else {
            throw .cannotStart(address)
        }
        return HTTPServer(ListenAddress(address.host, port: socket.port), requests, deferred, checks, daemon)
    }

    private init(
        _ address: ListenAddress,
        _ requests: InFlightRequests,
        _ deferred: DeferredAnswers,
        _ checks: DeferredAnswers,
        _ daemon: MicroHTTPDaemon
    ) {
        self.address = address
        self.requests = requests
        self.deferred = deferred
        self.checks = checks
        self.daemon = Locked(daemon)
    }

    deinit {
        // A server that nobody stopped is stopped here, so that no callback outlives its context.
        let running = daemon.withLock { $0 }
        running?.refuseConnections()
        deferred.close()
        checks.close()
        running?.stop()
    }

    /// Stops the server: refuses new connections, finishes the requests in flight, closes all, joins the threads.
    ///
    /// A second call returns at once. Never called from a route, whose thread it would wait for.
    ///
    /// - Parameter limit: how long requests in flight may take; then their connections are closed. Cancelling the task
    ///   ends the wait at once.
    public func stop(within limit: Duration = .seconds(3)) async {
        let running = daemon.withLock { daemon in
            defer { daemon = nil }
            return daemon
        }
        guard let running else { return }
        running.refuseConnections()
        // What is being made is given most of the time, and then room to be told that there is no answer.
        let abandoning = Task { [deferred, checks] in
            try? await Task.sleep(for: limit * 4 / 5)  // cancelled when nothing is in flight any more
            deferred.close()
            checks.close()
        }
        await requests.drain(within: limit)
        abandoning.cancel()
        // libmicrohttpd must not be stopped while a connection is suspended.
        deferred.close()
        checks.close()
        await withCheckedContinuation { continuation in
            // Another thread, because joining the daemon's threads blocks.
            DispatchQueue.global().async {
                running.stop()
                continuation.resume()
            }
        }
    }

    /// Runs a server for the time of a closure, and stops it on every path.
    ///
    /// - Throws: `HTTPServerError`, and what the closure throws.
    public static func withServer<Result>(
        on address: ListenAddress,
        limits: ServerLimits = ServerLimits(),
        router: Router,
        access: AccessControl = AccessControl(),
        tls: ServerTLS? = nil,
        observe: (@Sendable (ServedExchange) -> Void)? = nil,
        _ body: (HTTPServer) async throws -> Result
    ) async throws -> Result {
        let server = try start(
            on: address,
            limits: limits,
            router: router,
            access: access,
            tls: tls,
            observe: observe
        )
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }
}
