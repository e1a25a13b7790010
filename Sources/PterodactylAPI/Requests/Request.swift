/// One call with its arguments, and who would send it.
///
/// The groups of an API give requests: `panel.client.servers(id).backups.create(name: "nightly")`. Nothing happens until
/// `send`. A group that nobody sends for (`ClientAPI()`) gives requests whose `endpoint` can be read and kept, which is what
/// a scheduler or a test wants.
public struct Request<Answer: Sendable, Sender: Sendable>: Sendable {
    /// The call as a value: what to send, and how to read the answer.
    public let endpoint: Endpoint<Answer>
    let sender: Sender

    /// What is sent, without the answer's type.
    public var call: APICall { endpoint.call }
}

extension Request where Sender: EndpointSender {
    /// Sends the call and reads the answer.
    ///
    /// A read is sent again after a failure that may pass, as the sender's policy says; power, create and delete never are.
    /// - Parameter deadline: the time in which all of it must be done, waiting included; nil leaves each attempt its own
    ///   time (`APICall.timeout`).
    /// - Returns: what was answered.
    /// - Throws: why there is no answer of that kind; `cancelled` as soon as the task is cancelled.
    @discardableResult
    public func send(within deadline: Duration? = nil) async throws(PanelError) -> Answer {
        try await sender.send(endpoint, within: deadline)
    }
}

/// Nobody: the sender of requests that are only looked at.
public struct Unsent: Sendable {}

/// Sends endpoints to one panel or one node.
public protocol EndpointSender: Sendable {
    /// Sends an endpoint, again if that is harmless and may help, within the deadline.
    func send<Answer>(_ endpoint: Endpoint<Answer>, within deadline: Duration?) async throws(PanelError) -> Answer
}

/// A part of an API: calls that belong together, and parts of its own.
///
/// It holds only who sends and what the calls are about, so that making one costs nothing.
protocol CallGroup: Sendable {
    associatedtype Sender: Sendable
    var sender: Sender { get }
}

extension CallGroup {
    /// A request that brings `Answer`.
    func request<Answer>(_ endpoint: Endpoint<Answer>) -> Request<Answer, Sender> {
        Request(endpoint: endpoint, sender: sender)
    }

    /// A list that comes in pages.
    func paged<Item>(_ endpoint: @escaping @Sendable (Int) -> Endpoint<Page<Item>>) -> PagedRequest<Item, Sender> {
        PagedRequest(endpoint: endpoint, sender: sender)
    }
}
