import Foundation
import PanelTransport
import PterodactylAPI

/// HTTP as a test speaks it.
enum Web {
    struct Answer: Sendable {
        let status: Int
        let text: String

        /// The body as JSON.
        func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(text.utf8))
        }
    }

    static func get(_ url: String, bearer: String? = nil) async throws -> Answer {
        try await send(url, method: .get, body: [], type: nil, bearer: bearer)
    }

    static func post(_ url: String, json: String, bearer: String? = nil) async throws -> Answer {
        try await send(url, method: .post, body: Array(json.utf8), type: "application/json", bearer: bearer)
    }

    /// Posts JSON with header fields besides the usual ones.
    static func post(_ url: String, json: String, headers: [(name: String, value: String)]) async throws -> Answer {
        try await send(url, method: .post, body: Array(json.utf8), type: "application/json", also: headers)
    }

    /// Posts a form.
    static func post(_ url: String, form: String, bearer: String? = nil) async throws -> Answer {
        let type = "application/x-www-form-urlencoded"
        return try await send(url, method: .post, body: Array(form.utf8), type: type, bearer: bearer)
    }

    /// Posts a body that is a snappy block.
    static func post(_ url: String, snappy body: [UInt8]) async throws -> Answer {
        try await send(url, method: .post, body: body, type: "application/x-protobuf", encoding: "snappy")
    }

    /// Asks with these header fields alone, and gives the answer as it came.
    static func raw(
        _ url: String,
        _ headers: [(name: String, value: String)] = []
    ) async throws -> HTTPResponse {
        try await transport.get().send(
            HTTPRequest(method: .get, url: url, headers: headers, timeout: .seconds(20))
        )
    }

    /// Never shut down, since it lives as long as the tests.
    ///
    /// Each request has its time, so that no test waits for ever for an agent that was killed while it answered.
    private static let transport = Result { try AsyncHTTPTransport() }

    private static func send(
        _ url: String,
        method: HTTPRequest.Method,
        body: [UInt8],
        type: String?,
        encoding: String? = nil,
        bearer: String? = nil,
        also others: [(name: String, value: String)] = []
    ) async throws -> Answer {
        var headers = [(name: "Accept", value: "application/json")] + others
        if let bearer { headers.append(("Authorization", "Bearer \(bearer)")) }
        if let type { headers.append(("Content-Type", type)) }
        if let encoding { headers.append(("Content-Encoding", encoding)) }
        let request = HTTPRequest(
            method: method,
            url: url,
            headers: headers,
            body: body,
            timeout: .seconds(20)
        )
        let response = try await transport.get().send(request)
        return Answer(status: response.status, text: String(decoding: response.body, as: UTF8.self))
    }

    /// Asks again and again until the answer is what is waited for.
    ///
    /// - Parameters:
    ///   - patience: how long; less than any test's time limit, so that the failure says what did not come.
    ///   - state: what to tell of when it never came.
    static func poll<Value>(
        every pause: Duration = .milliseconds(100),
        within patience: Duration = .seconds(90),
        telling state: () -> String = { "" },
        _ ask: () async throws -> Value?
    ) async throws -> Value {
        let end = ContinuousClock.now + patience
        while true {
            if let value = try await ask() { return value }
            guard ContinuousClock.now < end else { throw NeverCame(patience: patience, state: state()) }
            try await Task.sleep(for: pause)
        }
    }

    /// What a test waited for did not come.
    struct NeverCame: Error, CustomStringConvertible {
        let patience: Duration
        let state: String
        var description: String { "what was waited for did not come within \(patience)\n\(state)" }
    }
}
