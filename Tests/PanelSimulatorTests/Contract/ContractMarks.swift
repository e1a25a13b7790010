import PanelSimulator
import PterodactylAPI

/// The marks in a contract's targets, which stand for what only the simulated world knows.
enum ContractMarks {
    /// Where the value of a mark is found: the list below the server, and what to take of it.
    private static let lists: [(mark: String, path: String, value: @Sendable (JSONValue) -> JSONValue)] = [
        ("{B}", "/backups", { $0[0]["attributes"]["uuid"] }),
        ("{L}", "/backups?per_page=50", { $0.elements.last?["attributes"]["uuid"] ?? .missing }),
        ("{C}", "/schedules", { $0[0]["attributes"]["id"] }),
        ("{N}", "/schedules", { $0.elements.last?["attributes"]["id"] ?? .missing }),
        (
            "{T}", "/schedules",
            { $0.elements.last?["attributes"]["relationships"]["tasks"]["data"][0]["attributes"]["id"] ?? .missing }
        ),
        ("{D}", "/databases", { $0[0]["attributes"]["id"] }),
        ("{P}", "/network/allocations", { $0[0]["attributes"]["id"] }),
        ("{A}", "/network/allocations", { $0.elements.last?["attributes"]["id"] ?? .missing }),
        ("{U}", "/users", { $0[0]["attributes"]["uuid"] }),
    ]

    /// The target with values for its marks: `{S}` the server's short id, `{V}` its UUID, `{B}` and `{L}` its first and
    /// last backup, `{C}` and `{N}` its first and last schedule, `{T}` the last one's first task, `{D}` its first
    /// database, `{P}` and `{A}` its first and last allocation, `{U}` its first subuser, `{K}` the last API key.
    static func filled(_ text: String, server: ServerIdentifier, in bench: inout Bench) -> String {
        var text = text
        text.replace("{S}", with: server.rawValue)
        text.replace("{V}", with: bench.panel.server(server)?.uuid.rawValue ?? "")
        if text.contains("{K}") {
            let keys = bench.send(.get, "/api/client/account/api-keys").json["data"].elements
            text.replace("{K}", with: keys.last?["attributes"]["identifier"].text ?? "")
        }
        for (mark, path, value) in lists where text.contains(mark) {
            let list = bench.send(.get, "/api/client/servers/\(server)\(path)").json["data"]
            switch value(list) {
            case .number(let number): text.replace(mark, with: String(Int(number)))
            case .string(let word): text.replace(mark, with: word)
            default: break
            }
        }
        return text
    }
}
