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
        self.result = .failure(PanelError(error))
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
