/// A panel: sends endpoints there, and is the way to its APIs.
///
/// ```swift
/// let panel = PanelClient(
///     url: try PanelURL("https://panel.example.com"),
///     keys: PanelKeys(client: Secret(key)),
///     transport: transport
/// )
/// for try await server in panel.client.servers.list(.adminAll) {
///     let resources = try await panel.client.servers(server.uuid).resources().send()
///     print(server.name, resources.state.word)
/// }
/// ```
///
/// `send` repeats reads that failed, waits as long as the panel asks, and lets only so many calls at once through to one
/// node, so that a slow node does not occupy the panel. `exchange` does one attempt and tells all about it: for a caller with
/// a schedule and a budget of its own.
public struct PanelClient: EndpointSender {
    /// The panel's address.
    public let url: PanelURL
    private let keys: PanelKeys
    let transport: any HTTPTransport
    let repetition: Repetition
    private let gate: NodeGate

    /// Makes a client; nothing is sent.
    /// - Parameters:
    ///   - url: the panel's address.
    ///   - keys: the keys to it.
    ///   - transport: what carries requests, such as `AsyncHTTPTransport`.
    ///   - retry: when a read is sent again.
    ///   - callsPerNode: how many calls that the panel passes on to a node are under way for one node at once; servers whose
    ///     node was not seen yet count as one node.
    ///   - clock: what waits.
    public init(
        url: PanelURL,
        keys: PanelKeys,
        transport: any HTTPTransport,
        retry: RetryPolicy = RetryPolicy(),
        callsPerNode: Int = 4,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.url = url
        self.keys = keys
        self.transport = transport
        self.repetition = Repetition(policy: retry, clock: clock)
        self.gate = NodeGate(limit: callsPerNode)
    }

    /// The request that a call becomes.
    public func request(for call: APICall) -> HTTPRequest { call.request(base: url.text, key: keys.key(for: call)) }

    /// Sends an endpoint, again if that is harmless and may help.
    ///
    /// - Parameter deadline: the time in which all of it must be done, waiting included; nil leaves each attempt its own
    ///   time.
    /// - Returns: what the panel answered.
    /// - Throws: why there is no answer of that kind; `cancelled` when the task was cancelled.
    public func send<Answer>(
        _ endpoint: Endpoint<Answer>,
        within deadline: Duration? = nil
    ) async throws(PanelError) -> Answer {
        try await repetition.run(endpoint.call, within: deadline) { () async throws(PanelError) in
            guard endpoint.call.isWingsBacked, let server = endpoint.call.server else {
                return try await exchange(endpoint).result.get()
            }
            let pass = try await gate.enter(for: server)
            let exchange = await exchange(endpoint)
            await gate.leave(pass)
            return try exchange.result.get()
        }
    }

    /// Sends an endpoint once, and tells what happened on the way besides: for a caller that counts requests.
    public func exchange<Answer>(_ endpoint: Endpoint<Answer>) async -> Exchange<Answer> {
        do {
            let exchange = Exchange(endpoint, try await transport.send(request(for: endpoint.call)))
            if case .success(let answer) = exchange.result { await gate.learn(from: answer) }
            return exchange
        } catch {
            return Exchange(endpoint, failed: error)
        }
    }
}
