import AsyncHTTPClient
import Synchronization

/// HTTP clients that are made when they are first needed: many programs never carry a file.
final class LazyClients: Sendable {
    private enum State {
        case unneeded
        case made(ProxiedClients)
        case over
    }

    private let state = Mutex(State.unneeded)
    private let make: @Sendable () -> ProxiedClients

    init(_ make: @escaping @Sendable () -> ProxiedClients) { self.make = make }

    /// The client that an address is to be reached with.
    ///
    /// - Throws: `HTTPClientError.alreadyShutdown` after the end.
    func client(for url: String) throws -> HTTPClient {
        try state.withLock { state in
            switch state {
            case .made(let clients): return clients.client(for: url)
            case .unneeded:
                let clients = make()
                state = .made(clients)
                return clients.client(for: url)
            case .over: throw HTTPClientError.alreadyShutdown
            }
        }
    }

    /// Closes all connections; requests under way fail.
    func shutdown() async throws {
        let clients: ProxiedClients? = state.withLock { state in
            defer { state = .over }
            guard case .made(let clients) = state else { return nil }
            return clients
        }
        try await clients?.shutdown()
    }
}
