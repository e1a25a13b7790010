import Foundation
import Notifying
import PterodactylAPI
import Settings

/// The way to one who is told of alerts: the only place that knows its address and its password.
struct NotificationLine: Sendable {
    let way: Way
    let transport: any HTTPTransport

    /// Sends a delivery.
    ///
    /// What is answered may hold a part of the address, which is a secret: it is taken out.
    func send(_ delivery: Delivery) async -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) {
            var response = try await transport.send(request(for: delivery))
            if !(200..<300).contains(response.status) { response.body = redacted(response.body) }
            return .success(response)
        } catch {
            return .failure(error)
        }
    }

    private func request(for delivery: Delivery) -> HTTPRequest {
        var headers = [(name: "User-Agent", value: "pterowatch/\(Build.version)"), (name: "Accept", value: "*/*")]
        let url = way.url.reveal()
        switch way.credentials {
        case .bearer(let token): headers.append(("Authorization", "Bearer \(token.reveal())"))
        case .basic(let user, let password):
            let pair = Data("\(user):\(password.reveal())".utf8).base64EncodedString()
            headers.append(("Authorization", "Basic \(pair)"))
        case nil: break
        }
        if case .silences = delivery.purpose {
            return HTTPRequest(method: .get, url: url + "/api/v2/silences", headers: headers, timeout: delivery.timeout)
        }
        var path = ""
        if case .alerts = delivery.purpose { path = "/api/v2/alerts" }
        return HTTPRequest(
            method: .post,
            url: url + path,
            headers: headers + [(name: "Content-Type", value: "application/json")],
            body: delivery.body,
            timeout: delivery.timeout
        )
    }

    private func redacted(_ body: [UInt8]) -> [UInt8] {
        let address = way.url.reveal()
        // The part behind the host is what has to be known to write there.
        let parts = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2)
        let text = parts.reduce(String(decoding: body.prefix(4_096), as: UTF8.self)) { text, part in
            part.count >= 8 ? text.replacing(part, with: "<secret>") : text
        }
        return Array(text.utf8)
    }
}
