public import PterodactylAPI
import Synchronization

/// A transport without a network: answers from a function, and remembers what it was asked.
public final class StubTransport: HTTPTransport {
    /// What is done with a request.
    public typealias Handler = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

    private let handler: Handler
    private let log = Mutex<[HTTPRequest]>([])

    /// Makes a transport that answers by a function.
    public init(_ handler: @escaping Handler) { self.handler = handler }

    /// Makes a transport that always gives the same answer.
    public convenience init(always response: HTTPResponse) {
        self.init { (_) throws(TransportError) in response }
    }

    /// The requests so far, in order.
    public var requests: [HTTPRequest] { log.withLock { $0 } }

    /// Notes the request and answers it.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        log.withLock { $0.append(request) }
        return try await handler(request)
    }
}

extension HTTPResponse {
    /// An answer with a JSON body.
    public static func json(
        _ body: JSONValue,
        status: Int = 200,
        headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: [("Content-Type", "application/json")] + headers, body: body.encoded())
    }

    /// An answer with a page for people.
    public static func html(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(text.utf8))
    }
}
