/// One call of an API as a value: what to send, how to read the answer, and how the call may be treated.
///
/// Making an endpoint does no IO. `PanelClient` sends it; a simulator or a test can read it as well.
public struct Endpoint<Answer: Sendable>: Sendable {
    /// What to send.
    public let call: APICall
    /// Reads the answer of a success; failures were turned into errors before.
    let decode: @Sendable (HTTPResponse) throws(PanelError) -> Answer

    /// Makes an endpoint.
    init(_ call: APICall, decode: @escaping @Sendable (HTTPResponse) throws(PanelError) -> Answer) {
        self.call = call
        self.decode = decode
    }

    /// Turns an answer into the model, or into the error it stands for.
    public func interpret(_ response: HTTPResponse) throws(PanelError) -> Answer {
        if let error = PanelError(response, to: call) { throw error }
        return try decode(response)
    }

    /// The same call with another time for its answer.
    public func within(_ timeout: Duration) -> Endpoint<Answer> { Endpoint(call.within(timeout), decode: decode) }

    /// The same call with its answer turned into something else.
    public func map<Other: Sendable>(_ transform: @escaping @Sendable (Answer) -> Other) -> Endpoint<Other> {
        Endpoint<Other>(call) { (response) throws(PanelError) in transform(try decode(response)) }
    }
}
