/// Sends one request and brings the whole answer: the only way out of this library.
///
/// A transport follows no redirect, keeps no cookie, adds no `Origin` or `Referer` (the panel would take the request for
/// a browser's and answer 419), verifies certificates, and ends the request when its task is cancelled.
public protocol HTTPTransport: Sendable {
    /// Sends a request.
    ///
    /// - Returns: the answer, whatever its status.
    /// - Throws: why there is no answer; `TransportError.cancelled` when the task was cancelled.
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
