package import PterodactylAPI

/// `pterowatch remediations list|show|approve|deny`: what a running agent decided and did, and answers to its questions.
public struct LedgerRun: Sendable {
    /// How entries are listed.
    public enum Output: String, Sendable, Hashable, CaseIterable {
        case table, json
    }

    private let door: AgentDoor

    /// Makes a run; nothing is asked.
    public init(_ door: AgentDoor) { self.door = door }

    /// Lists the newest entries, and the questions that wait for an answer.
    /// - Returns: lines with their ends.
    public func list(limit: Int, panel: String?, server: String?, output: Output) async throws -> String {
        let filters = [("panel", panel), ("server", server)].compactMap { name, value in value.map { (name, $0) } }
        let query = [("limit", "\(limit)")] + filters
        let answer = try await door.withClient(hasToken: false) { try await $0.send(query: query, Self.path) }
        return LedgerText.list(answer["data"] ?? .null, output)
    }

    /// Tells all that is known of an incident: each decision with every guard's answer, each step, each answer of a human.
    /// - Returns: lines with their ends.
    public func show(_ incident: String, output: Output) async throws -> String {
        let query = [("limit", "10000"), ("incident", incident)]
        let answer = try await door.withClient(hasToken: false) { try await $0.send(query: query, Self.path) }
        return try LedgerText.incident(incident, answer["data"] ?? .null, output)
    }

    /// Answers a question.
    /// - Returns: a line with its end.
    public func answer(_ id: String, approves: Bool, by name: String) async throws -> String {
        let answer = try await door.withClient(hasToken: true) { client in
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
}

extension AgentClient {
    fileprivate func send(query: [(String, String)], _ path: String) async throws -> JSONValue {
        try await send(.get, path, query: query.map { (name: $0.0, value: $0.1) })
    }
}
