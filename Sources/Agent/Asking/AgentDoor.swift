public import Settings

/// Which running agent a command asks, and by which right.
public struct AgentDoor: Sendable {
    /// The agent's address.
    let url: String
    /// Reads the agent's configuration, when token or storage are to be found by it.
    let configuration: @Sendable () throws -> Configuration
    private let tokenFile: String?
    private let environment: [String: String]

    /// Makes a door; nothing is asked.
    ///
    /// - Parameters:
    ///   - url: the agent's address.
    ///   - tokenFile: where the agent's token stands; nil for where its configuration says.
    ///   - configuration: reads the agent's configuration, when token or storage are to be found by it.
    ///   - environment: where proxies are named.
    public init(
        url: String,
        tokenFile: String?,
        configuration: @escaping @Sendable () throws -> Configuration,
        environment: [String: String]
    ) {
        self.url = url
        self.tokenFile = tokenFile
        self.configuration = configuration
        self.environment = environment
    }

    /// Opens a client for the time of some work.
    /// - Parameter hasToken: whether the work changes something, so that it needs the agent's token.
    func withClient<Value>(hasToken: Bool, _ work: (AgentClient) async throws -> Value) async throws -> Value {
        let token = hasToken ? try AccessToken.secret(in: tokenFile, orOf: configuration) : nil
        return try await Asking.withTransport(environment: environment) { transport in
            try await work(try AgentClient(url, token: token, over: transport))
        }
    }
}
