import PterodactylAPI

/// `pterowatch explain`: asks a running agent what it believes of a server.
public struct ExplainRun: Sendable {
    private let door: AgentDoor

    /// Makes a run; nothing is asked.
    public init(_ door: AgentDoor) { self.door = door }

    /// Explains a server.
    ///
    /// - Parameters:
    ///   - server: its short or full id, or its name.
    ///   - panel: the panel's name, where several have such a server.
    ///   - isJSON: whether as JSON.
    /// - Returns: lines with their ends.
    public func explain(_ server: String, panel: String?, isJSON: Bool) async throws -> String {
        try await door.withClient(hasToken: false) { client in
            try await Self.explain(server, panel: panel, isJSON: isJSON, asking: client)
        }
    }

    /// Asks an agent.
    package static func explain(
        _ server: String,
        panel: String?,
        isJSON: Bool,
        asking client: AgentClient
    ) async throws -> String {
        let query = [("server", server)] + (panel.map { [("panel", $0)] } ?? [])
        let data = try await client.send(.get, "/api/v1/explain", query: query)["data"] ?? .null
        guard isJSON else { return data["text"]?.string ?? "" }
        var members = data.object ?? [:]
        members["text"] = nil
        return JSONValue.object(members).text + "\n"
    }
}
