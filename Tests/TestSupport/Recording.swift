public import Foundation
public import PterodactylAPI

/// One recorded exchange with a real panel: the request, and the answer as it came.
public struct Recording: Sendable {
    /// The file's name without its ending, such as `error.429.rate-limited`.
    public let name: String
    /// The method.
    public let method: String
    /// The path without the query.
    public let path: String
    /// The decoded query.
    public let query: [String: String]
    /// The JSON body of the request; null for none.
    public let body: JSONValue
    /// The body of the request where it is no JSON.
    public let text: String?
    /// The answer.
    public let response: HTTPResponse

    /// Why a file is no recording.
    public struct Malformed: Error {
        /// The file.
        public let file: String
    }

    /// Reads one file.
    public init(contentsOf file: URL) throws {
        let document = JSONValue(parsing: [UInt8](try Data(contentsOf: file)))
        guard let request = document?["request"], let response = document?["response"],
            let method = request["method"]?.string, let path = request["path"]?.string,
            let status = response["status"]?.integer
        else { throw Malformed(file: file.lastPathComponent) }
        self.name = file.deletingPathExtension().lastPathComponent
        self.method = method
        self.path = path
        self.query = (request["query"]?.object ?? [:]).compactMapValues(\.string)
        self.body = request["json"] ?? .null
        self.text = request["raw_body"]?.string
        let headers = (response["headers"]?.object ?? [:]).sorted { $0.key < $1.key }
        let answer = response["body"] ?? .null
        self.response = HTTPResponse(
            status: Int(status),
            headers: headers.map { ($0.key, $0.value.string ?? "") },
            body: answer.string.map { Array($0.utf8) } ?? answer.encoded()
        )
    }

    /// Reads every recording of a folder, by name.
    public static func all(in folder: URL) throws -> [Recording] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { try Recording(contentsOf: $0) }
    }
}
