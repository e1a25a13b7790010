import Alerting
package import PterodactylAPI
import Telemetry

/// `pterowatch silence`: makes, lists and ends the silences of a running agent.
public struct SilenceRun: Sendable {
    /// How silences are listed.
    public enum Output: String, Sendable, Hashable, CaseIterable {
        case table, json, id
    }

    private let door: AgentDoor

    /// Makes a run; nothing is asked.
    public init(_ door: AgentDoor) { self.door = door }

    /// Makes a silence.
    /// - Returns: its id.
    public func add(_ options: SilenceOptions) async throws -> String {
        let body = try options.body(at: .now)
        return try await door.withClient(hasToken: true) { try await Self.add(body, asking: $0) }
    }

    /// Lists silences.
    /// - Parameters:
    ///   - matchers: only those that have these very matchers.
    ///   - isExpired: those that have expired, in place of the others.
    /// - Returns: lines with their ends.
    public func list(_ matchers: [String] = [], isExpired: Bool, output: Output) async throws -> String {
        let filters = try SilenceOptions.matchers(matchers).map(\.matcherText)
        return try await door.withClient(hasToken: false) {
            SilenceTable.text(try await Self.list(filters, isExpired: isExpired, asking: $0), output)
        }
    }

    /// Ends silences, one after another until one cannot be ended.
    public func expire(_ ids: [String]) async throws {
        try await door.withClient(hasToken: true) { client in
            for id in ids { try await Self.expire(id, asking: client) }
        }
    }
}

// MARK: - The requests

extension SilenceRun {
    /// Asks for a silence.
    /// - Returns: its id.
    package static func add(_ body: JSONValue, asking client: AgentClient) async throws -> String {
        let answer = try await client.send(.post, "/api/v2/silences", json: body)
        return answer["silenceID"]?.string ?? ""
    }

    /// The silences that have all of these matchers, as they came: those that have expired, or all others.
    package static func list(
        _ filters: [String],
        isExpired: Bool,
        asking client: AgentClient
    ) async throws -> [JSONValue] {
        let answer = try await client.send(.get, "/api/v2/silences", query: filters.map { ("filter", $0) })
        return (answer.array ?? []).filter { ($0["status"]?["state"] == "expired") == isExpired }
    }

    /// Ends a silence.
    package static func expire(_ id: String, asking client: AgentClient) async throws {
        _ = try await client.send(.delete, "/api/v2/silence/\(id.urlQueryEncoded)")
    }
}
