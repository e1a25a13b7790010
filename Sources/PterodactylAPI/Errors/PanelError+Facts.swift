extension PanelError {
    /// Takes over why there was no answer.
    init(_ error: TransportError) { self = error == .cancelled ? .cancelled : .transport(error) }
}

extension PanelError: CustomStringConvertible {
    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .unauthenticated: "unauthenticated"
        case .forbidden: "forbidden"
        case .twoFactorRequired: "two_factor_required"
        case .notFound: "not_found"
        case .conflict: "conflict"
        case .validation: "validation"
        case .refused: "refused"
        case .rateLimited: "rate_limited"
        case .throttled: "throttled"
        case .nodeUnreachable: "node_unreachable"
        case .nodeError: "node_error"
        case .serverOffline: "server_offline"
        case .panelUnavailable: "panel_unavailable"
        case .unexpectedBody: "unexpected_body"
        case .undecodable: "undecodable"
        case .transport(let error): error.reason
        case .cancelled: TransportError.cancelled.reason
        }
    }

    /// Whether the same call may succeed later without anybody changing anything.
    ///
    /// It does not say that a repetition is harmless: that is `APICall.isRepeatable`.
    public var isRetryable: Bool {
        switch self {
        case .rateLimited, .throttled, .nodeUnreachable, .panelUnavailable: true
        case .nodeError(let status, _): status >= 500
        case .transport(.connectFailed), .transport(.timedOut), .transport(.brokenAnswer): true
        case .transport(.tls), .transport(.answerTooLarge), .transport(.cancelled), .cancelled: false
        case .unauthenticated, .forbidden, .twoFactorRequired, .notFound, .conflict, .validation, .refused,
            .serverOffline, .unexpectedBody, .undecodable:
            false
        }
    }

    /// How long the panel asks to wait; nil when it does not say.
    public var retryAfter: Duration? {
        switch self {
        case .rateLimited(let limit): limit?.retryAfterSeconds.map { .seconds($0) }
        case .throttled(let seconds, _): seconds.map { .seconds($0) }
        default: nil
        }
    }

    /// The value as text.
    public var description: String {
        switch self {
        case .unauthenticated: "the API key, or the node's token, is not accepted"
        case .forbidden(let detail): "the API key may not do this: \(detail)"
        case .twoFactorRequired: "the panel demands two-factor authentication of the API key's owner"
        case .notFound(let detail): "not found, or hidden from this API key: \(detail)"
        case .conflict(let state, let detail): "the state forbids it (\(state.rawValue)): \(detail)"
        case .validation(let fields):
            "the panel refuses the values: "
                + fields.map { $0.field.isEmpty ? $0.detail : "\($0.field): \($0.detail)" }.joined(separator: " ")
        case .refused(let code, let detail): "the panel refuses: \(detail) (\(code))"
        case .rateLimited(let limit):
            "the rate limit is used up" + (limit?.retryAfterSeconds.map { ", again in \($0) s" } ?? "")
        case .throttled(let seconds, let detail):
            "throttled: \(detail)" + (seconds.map { ", again in \($0) s" } ?? "")
        case .nodeUnreachable: "the panel cannot reach the node"
        case .nodeError(let status, let detail): "the node answered the panel with \(status): \(detail)"
        case .serverOffline: "the server is not running"
        case .panelUnavailable(let status, let detail): "the panel is unavailable (\(status)): \(detail)"
        case .unexpectedBody(let status, let detail):
            "not an answer of the panel's API (\(status)): \(detail); is the panel's URL right?"
        case .undecodable(let path, let detail): "the answer is not as expected at \(path): \(detail)"
        case .transport(let error): error.description
        case .cancelled: TransportError.cancelled.description
        }
    }
}
