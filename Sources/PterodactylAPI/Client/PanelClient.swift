/// Sends endpoints to one panel.
///
/// It keeps no state, repeats nothing and waits for nothing: budget and repetition are values of their own
/// (`RequestBudget`, `RetryPolicy`), so that whoever has a schedule can keep it.
///
/// ```swift
/// let client = PanelClient(
///     url: try PanelURL("https://panel.example.com"),
///     keys: PanelKeys(client: Secret(key)),
///     transport: transport
/// )
/// for try await server in client.items({ ClientAPI.servers(.adminAll, page: $0) }, uniqueBy: \.uuid) {
///     let resources = try await client.send(ClientAPI.resources(server.uuid))
///     print(server.name, resources.state.word)
/// }
/// ```
public struct PanelClient: Sendable {
    /// The panel's address.
    public let url: PanelURL
    private let keys: PanelKeys
    private let transport: any HTTPTransport

    /// Makes a client; nothing is sent.
    public init(url: PanelURL, keys: PanelKeys, transport: any HTTPTransport) {
        self.url = url
        self.keys = keys
        self.transport = transport
    }

    /// The request that a call becomes.
    public func request(for call: APICall) -> HTTPRequest { call.request(base: url.text, key: keys.key(for: call)) }

    /// Sends an endpoint.
    ///
    /// - Returns: what the panel answered.
    /// - Throws: why there is no answer of that kind; `transport(.cancelled)` when the task was cancelled.
    public func send<Answer>(_ endpoint: Endpoint<Answer>) async throws(PanelError) -> Answer {
        try await exchange(endpoint).result.get()
    }

    /// Sends an endpoint, and tells what happened on the way besides: for a caller that counts requests.
    public func exchange<Answer>(_ endpoint: Endpoint<Answer>) async -> Exchange<Answer> {
        do {
            return Exchange(endpoint, try await transport.send(request(for: endpoint.call)))
        } catch {
            return Exchange(endpoint, failed: error)
        }
    }
}

/// What became of one call.
public struct Exchange<Answer: Sendable>: Sendable {
    /// What was sent.
    public let call: APICall
    /// The answer, or why there is none.
    public let result: Result<Answer, PanelError>
    /// The answer's status; nil when no whole answer came.
    public let status: Int?
    /// The API's rate limit as told beside the answer; nil when the call was not counted in it, or nobody knows.
    public let rateLimit: RateLimit?
    /// The size of the answer's body.
    public let bodyBytes: Int

    /// Reads an answer.
    public init(_ endpoint: Endpoint<Answer>, _ response: HTTPResponse) {
        self.call = endpoint.call
        do throws(PanelError) {
            self.result = .success(try endpoint.interpret(response))
        } catch {
            self.result = .failure(error)
        }
        self.status = response.status
        self.rateLimit = endpoint.call.hasOwnLimit ? nil : RateLimit(response)
        self.bodyBytes = response.body.count
    }

    /// Notes that no answer came.
    public init(_ endpoint: Endpoint<Answer>, failed error: TransportError) {
        self.call = endpoint.call
        self.result = .failure(.transport(error))
        self.status = nil
        self.rateLimit = nil
        self.bodyBytes = 0
    }

    /// What a budget has to know of it.
    public var receipt: RequestBudget.Receipt {
        guard let status else { return .lost }
        if case .failure(.rateLimited(let limit)) = result { return .refused(limit) }
        if let rateLimit { return .counted(rateLimit) }
        return call.hasOwnLimit || status < 400 ? .lost : .uncounted
    }
}
