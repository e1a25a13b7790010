package import PterodactylAPI

/// Asks a running agent over HTTP, or anything else that speaks Alertmanager's interface.
package struct AgentClient: Sendable {
    /// Why there is no answer that can be used.
    package enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// A text that is no address.
        case address(String)
        /// Nobody answers.
        case unreachable(url: String, reason: String)
        /// It says no, in its own words.
        case refused(url: String, status: Int, message: String)
        /// What answers is no agent.
        case foreign(url: String, status: Int)

        /// What was tried, and why it did not work.
        package var description: String {
            switch self {
            case .address(let text):
                "--url \"\(text)\" is no address; allowed: http://HOST:PORT or https://HOST:PORT, a path behind it"
            case .unreachable(let url, let reason): "\(url) cannot be asked: \(reason); does an agent listen there?"
            case .refused(_, 401, _): "the token is not the agent's; say with --token-file where its token stands"
            case .refused(_, _, let message): message
            case .foreign(let url, let status):
                "\(url) answered \(status), and not as an agent or an Alertmanager does"
            }
        }
    }

    private let base: String
    private let token: Secret?
    private let transport: any HTTPTransport

    /// Makes a client; nothing is sent.
    /// - Parameter token: sent with every request; nil for none.
    package init(_ url: String, token: Secret?, over transport: any HTTPTransport) throws(Failure) {
        guard url.wholeMatch(of: /https?:\/\/[^\/?#\s]+(\/[^?#\s]*)?/) != nil else { throw .address(url) }
        var base = url
        while base.hasSuffix("/") { base.removeLast() }
        (self.base, self.token, self.transport) = (base, token, transport)
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - path: behind the address, encoded.
    ///   - query: names and values, not encoded.
    ///   - json: the body; nil for none.
    ///   - timeout: how long it is waited for an answer.
    /// - Returns: the answer's JSON; null for an answer without a body.
    package func send(
        _ method: HTTPRequest.Method = .get,
        _ path: String,
        query: [(name: String, value: String)] = [],
        json: JSONValue? = nil,
        timeout: Duration = .seconds(25)
    ) async throws -> JSONValue {
        let pairs = query.map { "\($0.name.urlQueryEncoded)=\($0.value.urlQueryEncoded)" }.joined(separator: "&")
        var headers = [(name: "Accept", value: "application/json")]
        if json != nil { headers.append(("Content-Type", "application/json")) }
        if let token { headers.append(("Authorization", "Bearer \(token.reveal())")) }
        let request = HTTPRequest(
            method: method,
            url: base + path + (pairs.isEmpty ? "" : "?" + pairs),
            headers: headers,
            body: json?.encoded() ?? [],
            timeout: timeout
        )
        let response = try await Asking.send(request, to: base, over: transport)
        let body = JSONValue(parsing: response.body)
        if (200..<300).contains(response.status) {
            if let body { return body }
            if response.body.isEmpty { return .null }
        }
        if response.status == 401 { throw Failure.refused(url: base, status: 401, message: "") }
        let words = [body?.string, body?["message"]?.string, body?["error"]?.string]
        guard response.status >= 400, let message = words.compactMap(\.self).first else {
            throw Failure.foreign(url: base, status: response.status)
        }
        throw Failure.refused(url: base, status: response.status, message: message)
    }
}
