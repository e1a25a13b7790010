public import PterodactylAPI

/// Follows a server's WebSocket while the work is done.
///
/// The connection is made again whenever it is lost. It is closed when the work returns, throws or is cancelled, and gone
/// before this returns.
///
/// ```swift
/// try await withServerEvents(of: server.uuid, through: panel, over: WebSocketConnector()) { events in
///     for await event in events {
///         if case .event(.status(let state)) = event { print(state.word) }
///     }
/// }
/// ```
/// - Parameters:
///   - server: the server; the panel's key needs `websocket.connect` on it.
///   - panel: where credentials come from, about one in nine minutes.
///   - connector: what opens the socket.
///   - origin: the panel's URL as the node's configuration has it (`remote`); nil where it is the one that the client uses.
///   - options: times and bounds.
///   - work: reads the events.
/// - Returns: what the work returns.
/// - Throws: what the work throws; what goes wrong with the connection is an event.
public func withServerEvents<Outcome>(
    of server: some ServerReference,
    through panel: PanelClient,
    over connector: any WebSocketConnecting,
    origin: String? = nil,
    options: ServerEventsOptions = ServerEventsOptions(),
    _ work: (ServerEvents) async throws -> Outcome
) async throws -> Outcome {
    try await withServerEvents(
        over: connector,
        origin: origin ?? panel.url.text,
        options: options,
        credentials: { () async throws(PanelError) in
            // Once: the stream repeats by itself, with the spacing that the panel's limit on this call asks for.
            try await panel.exchange(panel.client.servers(server).websocket().endpoint).result.get()
        },
        work
    )
}

/// Follows a server's WebSocket with credentials from anywhere; otherwise as `withServerEvents(of:through:over:)`.
///
/// - Parameters:
///   - connector: what opens the socket.
///   - origin: the panel's URL as the node's configuration has it (`remote`).
///   - options: times and bounds.
///   - credentials: gives new credentials each time.
///   - work: reads the events.
/// - Returns: what the work returns.
/// - Throws: what the work throws.
public func withServerEvents<Outcome>(
    over connector: any WebSocketConnecting,
    origin: String,
    options: ServerEventsOptions = ServerEventsOptions(),
    credentials: @escaping @Sendable () async throws(PanelError) -> WebSocketCredentials,
    _ work: (ServerEvents) async throws -> Outcome
) async throws -> Outcome {
    let queue = Mailbox(EventQueue(buffer: EventBuffer(capacity: options.capacity, byteLimit: options.byteLimit)))
    let driver = StreamDriver(
        ServerStream(origin: origin, timing: options.timing),
        over: connector,
        credentials: credentials,
        into: queue,
        isWanted: options.isWanted
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await driver.run() }
        defer { group.cancelAll() }
        return try await work(ServerEvents(queue: queue, driver: driver))
    }
}
