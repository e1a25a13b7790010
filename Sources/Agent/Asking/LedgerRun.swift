package import PterodactylAPI
public import Settings

/// `pterowatch remediations list|show|approve|deny`: what a running agent decided and did, and answers to its questions.
public struct LedgerRun: Sendable {
    /// How entries are listed.
    public enum Output: String, Sendable, Hashable, CaseIterable {
        case table, json
    }

    private let url: String
    private let tokenFile: String?
    private let configuration: @Sendable () throws -> Configuration
    private let environment: [String: String]

    /// Makes a run; nothing is asked.
    ///
    /// - Parameters:
    ///   - url: the agent's address.
    ///   - tokenFile: where the agent's token stands; nil for where its configuration says.
    ///   - configuration: reads the agent's configuration, when the token is to be found by it.
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

    /// Lists the newest entries, and the questions that wait for an answer.
    /// - Returns: lines with their ends.
    public func list(limit: Int, panel: String?, server: String?, output: Output) async throws -> String {
        let filters = [("panel", panel), ("server", server)].compactMap { name, value in value.map { (name, $0) } }
        let query = [("limit", "\(limit)")] + filters
        let answer = try await withClient(hasToken: false) { try await $0.send(query: query, Self.path) }
        return LedgerText.list(answer["data"] ?? .null, output)
    }

    /// Tells all that is known of an incident: each decision with every guard's answer, each step, each answer of a human.
    /// - Returns: lines with their ends.
    public func show(_ incident: String, output: Output) async throws -> String {
        let query = [("limit", "10000"), ("incident", incident)]
        let answer = try await withClient(hasToken: false) { try await $0.send(query: query, Self.path) }
        return try LedgerText.incident(incident, answer["data"] ?? .null, output)
    }

    /// Answers a question.
    /// - Returns: a line with its end.
    public func answer(_ id: String, approves: Bool, by name: String) async throws -> String {
        let answer = try await withClient(hasToken: true) { client in
            try await Self.answer(id, approves: approves, by: name, asking: client)
        }
        return LedgerText.settled(answer["data"] ?? .null)
    }

    private static let path = "/api/v1/remediations"

    /// Sends an answer to a question.
    package static func answer(
        _ id: String,
        approves: Bool,
        by name: String,
        asking client: AgentClient
    ) async throws -> JSONValue {
        let word = approves ? "approve" : "deny"
        return try await client.send(.post, "\(path)/\(word)/\(id.urlQueryEncoded)", json: ["by": .string(name)])
    }

    private func withClient<Value>(hasToken: Bool, _ work: (AgentClient) async throws -> Value) async throws -> Value {
        let token = hasToken ? try AccessToken.secret(in: tokenFile, orOf: configuration) : nil
        return try await Asking.withTransport(environment: environment) { transport in
            try await work(try AgentClient(url, token: token, over: transport))
        }
    }
}

extension AgentClient {
    fileprivate func send(query: [(String, String)], _ path: String) async throws -> JSONValue {
        try await send(.get, path, query: query.map { (name: $0.0, value: $0.1) })
    }
}
