import PanelTransport
import PterodactylAPI

/// How a command asks over HTTP.
enum Asking {
    /// Opens a transport for the time of some work.
    ///
    /// - Parameters:
    ///   - environment: where proxies are named.
    ///   - answerLimitBytes: the largest answer that is taken; nil for the usual one.
    static func withTransport<Value>(
        environment: [String: String],
        answerLimitBytes: Int? = nil,
        _ work: (AsyncHTTPTransport) async throws -> Value
    ) async throws -> Value {
        var configuration = AsyncHTTPTransport.Configuration()
        configuration.proxies = try ProxySettings(environment: environment)
        if let answerLimitBytes { configuration.answerLimitBytes = answerLimitBytes }
        return try await AsyncHTTPTransport.withTransport(configuration, work)
    }

    /// Sends a request.
    ///
    /// - Parameter url: the address that was given, for the message.
    /// - Throws: `AgentClient.Failure.unreachable` when there is no answer, `CancellationError`.
    static func send(
        _ request: HTTPRequest,
        to url: String,
        over transport: any HTTPTransport
    ) async throws -> HTTPResponse {
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            if error == .cancelled { throw CancellationError() }
            throw AgentClient.Failure.unreachable(url: url, reason: error.description)
        }
    }
}
