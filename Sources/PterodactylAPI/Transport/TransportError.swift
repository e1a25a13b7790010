/// Why a request got no whole answer.
public enum TransportError: Error, Sendable, Equatable {
    /// No connection could be made: refused, or the name or route is unknown.
    case connectFailed(String)
    /// The deadline passed.
    case timedOut
    /// TLS failed: the certificate is not trusted, or the other side speaks no TLS.
    case tls(String)
    /// The connection ended before the answer did, or what came was not HTTP.
    case brokenAnswer(String)
    /// The answer is larger than is accepted.
    case answerTooLarge(limitBytes: Int)
    /// The caller's task was cancelled.
    case cancelled
}

extension TransportError: CustomStringConvertible {
    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .connectFailed: "connect_failed"
        case .timedOut: "timed_out"
        case .tls: "tls"
        case .brokenAnswer: "broken_answer"
        case .answerTooLarge: "answer_too_large"
        case .cancelled: "cancelled"
        }
    }

    /// The value as text.
    public var description: String {
        switch self {
        case .connectFailed(let detail): "no connection: \(detail)"
        case .timedOut: "no answer in time"
        case .tls(let detail): "TLS failed: \(detail)"
        case .brokenAnswer(let detail): "the answer broke off or is not HTTP: \(detail)"
        case .answerTooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .cancelled: "cancelled"
        }
    }
}
