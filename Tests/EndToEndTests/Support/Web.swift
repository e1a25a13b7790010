import Foundation
import FoundationNetworking
import Testing

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
        try await send(url, method: "GET", body: nil, bearer: bearer)
    }

    static func post(_ url: String, json: String, bearer: String? = nil) async throws -> Answer {
        try await send(url, method: "POST", body: json, bearer: bearer)
    }

    private static func send(_ url: String, method: String, body: String?, bearer: String?) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: url)))
        request.httpMethod = method
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if let bearer { request.setValue("Bearer \(bearer)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return Answer(status: status, text: String(decoding: data, as: UTF8.self))
    }

    /// Asks again and again until the answer is what is waited for; the time limit of the test ends it.
    static func poll<Value>(every pause: Duration = .milliseconds(100), _ ask: () async throws -> Value?) async throws
        -> Value
    {
        while true {
            if let value = try await ask() { return value }
            try await Task.sleep(for: pause)
        }
    }
}
