import Dispatch

/// A running HTTP server.
///
/// libmicrohttpd with few threads over epoll: no thread per connection.
///
/// ```swift
/// var router = Router()
/// router.get("/-/healthy") { _ in .text("Healthy") }
/// try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
///     print(server.address)
/// }
/// ```
public final class HTTPServer: Sendable {
    /// Where the server listens, with the ports that it really has; at least one.
    public let addresses: [ListenAddress]
    /// The first of them.
    public var address: ListenAddress { addresses[0] }
    private let requests: InFlightRequests
    private let answers: [DeferredAnswers]
    private let acceptor: Acceptor
    private let daemons: Locked<DaemonPool?>

    /// Starts a server; it serves when this returns.
    ///
    /// - Parameters:
    ///   - sockets: at least one; the server's from now on, which closes them.
    ///   - limits: what it spends on its clients.
    ///   - router: answers the requests.
    ///   - access: who may ask; everybody where nothing else is said.
    ///   - tls: what is spoken below HTTP; nil for nothing.
    ///   - observe: told of each request that a route or refusal answered, on the server's thread.
    /// - Throws: `HTTPServerError`.
    public static func start(
        on sockets: [ListeningSocket],
        limits: ServerLimits = ServerLimits(),
        router: Router,
        access: AccessControl = AccessControl(),
        tls: ServerTLS? = nil,
        observe: (@Sendable (ServedExchange) -> Void)? = nil
    ) throws(HTTPServerError) -> HTTPServer {
        let context = DaemonContext(
            router: router,
            limits: limits,
            access: access,
            tls: tls,
            observe: observe
        )
        guard !sockets.isEmpty, let daemons = DaemonPool(context) else {
            for socket in sockets { socket.close() }
            throw .cannotStart(sockets.map(\.address))
        }
        let acceptor = Acceptor(sockets, context.connections, tls: tls) { daemons.serve($0, by: $1, from: &$2, $3) }
        return HTTPServer(sockets.map(\.address), context, acceptor, daemons)
    }

    /// Starts a server on one address; it serves when this returns.
    ///
    /// - Parameter address: port 0 for any free port, read back in `address`.
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
        return try start(on: [socket], limits: limits, router: router, access: access, tls: tls, observe: observe)
    }

    private init(
        _ addresses: [ListenAddress],
        _ context: DaemonContext,
        _ acceptor: Acceptor,
        _ daemons: DaemonPool
    ) {
        self.addresses = addresses
        // Not the context itself, which holds the routes: they go with the daemons.
        requests = context.requests
        answers = context.answers
        self.acceptor = acceptor
        self.daemons = Locked(daemons)
    }

    deinit {
        // A server that nobody stopped is stopped here, so that no callback outlives its context.
        acceptor.stop()
        answers.close()
        daemons.withLock { $0 }?.stop()
    }

    /// Stops the server: refuses new connections, finishes the requests in flight, closes all, joins the threads.
    ///
    /// A second call returns at once. Never called from a route, whose thread it would wait for.
    ///
    /// - Parameter limit: how long requests in flight may take; then their connections are closed. Cancelling the task
    ///   ends the wait at once.
    public func stop(within limit: Duration = .seconds(3)) async {
        let running = daemons.withLock { daemons in
            defer { daemons = nil }
            return daemons
        }
        guard let running else { return }
        acceptor.stop()
        // What is being made is given most of the time, and then room to be told that there is no answer.
        let abandoning = Task { [answers] in
            try? await Task.sleep(for: limit * 4 / 5)  // cancelled when nothing is in flight any more
            answers.close()
        }
        await requests.drain(within: limit)
        abandoning.cancel()
        // libmicrohttpd must not be stopped while a connection is suspended.
        answers.close()
        await withCheckedContinuation { continuation in
            // Another thread, because joining the daemons' threads blocks.
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
