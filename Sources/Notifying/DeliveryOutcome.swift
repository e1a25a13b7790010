import PterodactylAPI

/// What the answer to a delivery means.
enum DeliveryOutcome: Sendable, Equatable {
    /// It was taken.
    case taken(HTTPResponse)
    /// It was not, and may be another time.
    case failed(reason: String, detail: String, askedToWait: Duration?)
    /// It was not, and never will be.
    case refused(reason: String, detail: String)

    /// 2xx is success; 408, 425, 429, 5xx and a lost connection pass; every other answer would be given again.
    init(_ result: Result<HTTPResponse, TransportError>) {
        switch result {
        case .failure(let error):
            self = .failed(reason: error.reason, detail: "\(error)", askedToWait: nil)
        case .success(let response):
            let reason = "status_\(response.status / 100)xx"
            let detail = "status \(response.status)" + Self.excerpt(of: response)
            switch response.status {
            case 200..<300: self = .taken(response)
            case 408, 425, 500...: self = .failed(reason: reason, detail: detail, askedToWait: nil)
            case 429: self = .failed(reason: "rate_limited", detail: detail, askedToWait: Self.wait(of: response))
            default: self = .refused(reason: reason, detail: detail)
            }
        }
    }

    /// The beginning of what was answered, on one line.
    private static func excerpt(of response: HTTPResponse) -> String {
        let text = String(decoding: response.body.prefix(200), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return text.isEmpty ? "" : ": " + text.joined(separator: " ")
    }

    /// `Retry-After` in seconds, or Discord's `retry_after`, which has a fraction.
    private static func wait(of response: HTTPResponse) -> Duration? {
        let header = response.header("Retry-After").flatMap { Double($0) }
        let body = JSONValue(parsing: response.body)?["retry_after"]?.double
        guard let seconds = body ?? header, seconds >= 0, seconds < 1e6 else { return nil }
        return .milliseconds(Int64(seconds * 1_000) + 1)
    }
}
