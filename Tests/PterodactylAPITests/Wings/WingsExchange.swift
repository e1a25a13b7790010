import PterodactylAPI
import TestSupport
import Testing

/// One HTTP exchange with a real Wings, as a trace has it.
struct WingsExchange: Sendable, CustomTestStringConvertible {
    let method: String
    /// The path with its query.
    let target: String
    let body: JSONValue
    let response: HTTPResponse

    var testDescription: String { "\(method) \(target) \(response.status)" }

    /// Reads a line of a trace; nil for one that is something else.
    private init?(_ line: Substring) {
        guard let entry = JSONValue(parsing: Array(line.utf8)), entry["kind"] == "http",
            let words = entry["req"]?.string?.split(separator: " "), words.count == 2, words[1].hasPrefix("wings:"),
            let status = entry["status"]?.integer, let answer = entry["resp"]
        else { return nil }
        self.method = String(words[0])
        self.target = String(words[1].dropFirst("wings:".count))
        self.body = entry["body"] ?? .null
        self.response = HTTPResponse(
            status: Int(status),
            headers: [],
            body: answer.string.map { Array($0.utf8) } ?? answer.encoded()
        )
    }

    /// Every exchange of one trace.
    static func all(of trace: String) throws -> [WingsExchange] {
        let text = String(decoding: try Trace.bytes(of: trace), as: UTF8.self)
        return text.split(separator: "\n").compactMap { WingsExchange($0) }
    }
}
