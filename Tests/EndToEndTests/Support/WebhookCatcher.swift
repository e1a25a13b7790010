import Foundation
import HTTPServing
import Synchronization
import Testing

/// A web server that keeps what is posted to it.
final class WebhookCatcher: Sendable {
    /// A message as Alertmanager and we send it to webhooks.
    struct Message: Decodable, Sendable {
        struct Alert: Decodable, Sendable {
            let status: String
            let labels: [String: String]
        }

        let status: String
        let alerts: [Alert]
        let groupLabels: [String: String]

        /// The labels `server` of the alerts of a status, sorted.
        func servers(_ status: String) -> [String] {
            alerts.filter { $0.status == status }.compactMap { $0.labels["server"] }.sorted()
        }
    }

    private let posted = Mutex<[(path: String, body: String)]>([])
    private let refusals = Mutex(0)
    let url: String

    private init(url: String) { self.url = url }

    /// Runs one while `body` runs.
    static func with<Result: Sendable>(_ body: (WebhookCatcher) async throws -> Result) async throws -> Result {
        let box = Mutex<WebhookCatcher?>(nil)
        var router = Router()
        for path in ["/hook", "/discord", "/slack"] {
            router.post(path) { request in
                guard let catcher = box.withLock({ $0 }) else { return .text("not ready", status: 503) }
                return catcher.take(path, request)
            }
        }
        return try await HTTPServer.withServer(on: ListenAddress(.ipv4("127.0.0.1"), port: 0), router: router) {
            server in
            let catcher = WebhookCatcher(url: "http://127.0.0.1:\(server.address.port)")
            box.withLock { $0 = catcher }
            return try await body(catcher)
        }
    }

    private func take(_ path: String, _ request: ServedRequest) -> ServedResponse {
        let isRefused = refusals.withLock { count in
            guard count > 0 else { return false }
            count -= 1
            return true
        }
        if isRefused { return .text("not now", status: 503) }
        posted.withLock { $0.append((path, String(decoding: request.body, as: UTF8.self))) }
        return .text("ok")
    }

    /// Answers the next requests with 503.
    func refuse(_ count: Int) { refusals.withLock { $0 = count } }

    /// What was posted to a path so far.
    func bodies(_ path: String) -> [String] { posted.withLock { $0.filter { $0.path == path }.map(\.body) } }

    /// The messages at `/hook` so far.
    var messages: [Message] {
        get throws { try bodies("/hook").map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) } }
    }

    /// Waits until the messages so far are what is waited for.
    func receives(_ isEnough: ([Message]) -> Bool) async throws {
        _ = try await Web.poll(telling: { self.bodies("/hook").joined(separator: "\n") }) {
            isEnough(try messages) ? true : nil
        }
    }
}
