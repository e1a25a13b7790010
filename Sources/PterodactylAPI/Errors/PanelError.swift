/// Why a call failed: a case for each kind that a caller would treat differently.
///
/// Texts are those of the panel, cut to a bounded length; no case ever holds a key or token.
public enum PanelError: Error, Sendable, Equatable {
    /// 401: no key, an unknown or an expired one; of a node: a token that is not its own, as after it was reset.
    case unauthenticated
    /// 403: the key may not do this; `detail` says what the panel said (permission, kind of key, IP address).
    case forbidden(detail: String)
    /// 400: the panel demands two-factor authentication of the key's owner.
    case twoFactorRequired
    /// 404: unknown, or hidden from this key; 405: no such route in this version.
    case notFound(detail: String)
    /// 409: the server's or its node's state forbids the call.
    case conflict(ConflictState, detail: String)
    /// 422: fields that failed their rules.
    case validation([FieldError])
    /// 400: a business rule said no; `code` is the panel's exception name.
    case refused(code: String, detail: String)
    /// 429 of the API's limiter.
    case rateLimited(RateLimit?)
    /// 429 of a throttle on creating things (backups), with its own waiting time.
    case throttled(retryAfterSeconds: Int?, detail: String)
    /// The panel could not reach the node at all.
    case nodeUnreachable
    /// The node answered the panel with an error; `status` is the node's own where the panel tells it.
    case nodeError(status: Int, detail: String)
    /// 502 of a console command to a server that is not running.
    case serverOffline
    /// The panel itself is down: 5xx, a maintenance page, a proxy's HTML.
    case panelUnavailable(status: Int, detail: String)
    /// A redirect or HTML with a status that should bring JSON: a wrong base URL or a proxy in between.
    case unexpectedBody(status: Int, detail: String)
    /// JSON that is not what was expected; `path` names the place.
    case undecodable(path: String, detail: String)
    /// No answer; never `TransportError.cancelled`.
    case transport(TransportError)
    /// The caller's task was cancelled.
    case cancelled

    /// Which state a 409 stands for (`ServerStateConflictException`).
    public enum ConflictState: String, Sendable, CaseIterable {
        case suspended, nodeMaintenance, notInstalled, restoringBackup, transferring, other
    }

    /// One failed field of a 422.
    public struct FieldError: Sendable, Equatable {
        /// The field, such as `limits.memory`.
        public let field: String
        /// The rule in snake case, such as `required`; may be empty.
        public let rule: String
        /// The panel's sentence.
        public let detail: String

        /// Makes a field error.
        public init(field: String, rule: String, detail: String) {
            self.field = field
            self.rule = rule
            self.detail = detail
        }
    }
}
