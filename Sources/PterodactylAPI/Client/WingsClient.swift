/// The daemon of one node: sends endpoints of its own API there.
///
/// The node's token is total control over the node; it is given by `panel.application.nodes(id).configuration()` and changes
/// when an administrator resets it. Calls leave nothing in the panel's activity log and pass by its 409 states.
public struct WingsClient: EndpointSender {
    private let base: String
    private let token: Secret
    private let transport: any HTTPTransport
    private let repetition: Repetition

    /// Makes a client; nothing is sent.
    /// - Parameters:
    ///   - url: the daemon's address, such as `https://node.example.com:8080` (`Node.daemonURL`).
    ///   - token: the secret half of the node's token, alone (`NodeConfiguration.token`).
    ///   - transport: what carries requests.
    ///   - retry: when a read is sent again.
    ///   - clock: what waits.
    public init(
        url: String,
        token: Secret,
        transport: any HTTPTransport,
        retry: RetryPolicy = RetryPolicy(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.base = url
        self.token = token
        self.transport = transport
        self.repetition = Repetition(policy: retry, clock: clock)
    }

    /// Sends an endpoint, again if that is harmless and may help.
    ///
    /// - Parameter deadline: the time in which all of it must be done; nil leaves each attempt its own time.
    /// - Throws: why there is no answer of that kind; `cancelled` when the task was cancelled.
    public func send<Answer>(
        _ endpoint: Endpoint<Answer>,
        within deadline: Duration? = nil
    ) async throws(PanelError) -> Answer {
        try await repetition.run(endpoint.call, within: deadline) { () async throws(PanelError) in
            try await exchange(endpoint).result.get()
        }
    }

    /// Sends an endpoint once, and tells what happened on the way besides.
    public func exchange<Answer>(_ endpoint: Endpoint<Answer>) async -> Exchange<Answer> {
        do {
            return Exchange(endpoint, try await transport.send(endpoint.call.request(base: base, key: token)))
        } catch {
            return Exchange(endpoint, failed: error)
        }
    }
}
