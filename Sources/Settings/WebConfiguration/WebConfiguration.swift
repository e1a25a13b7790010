public import PterodactylAPI

/// What a `--web.config.file` says: exporter-toolkit's format, and tokens of ours.
///
/// Texts of other files stand in it as they were read, so that two of them are equal when nothing changed.
public struct WebConfiguration: Sendable, Equatable {
    /// How many requests are answered.
    public struct RateLimit: Sendable, Equatable {
        /// The time in which one more may come.
        public var interval: Duration
        /// How many may come at once after a rest.
        public var burst: Int
    }

    /// One field of every answer.
    public struct Header: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String
    }

    /// TLS; nil where none is spoken.
    public var tls: WebTLSSettings?
    /// Fields of every answer.
    public var headers: [Header] = []
    /// Whether HTTP/2 may be spoken; it never is.
    public var http2 = true
    /// The bcrypt hashes of passwords by user.
    public var users: [String: Secret] = [:]
    /// The tokens by which programs may ask.
    public var tokens: [Secret] = []
    /// How many requests are answered; nil for all.
    public var rateLimit: RateLimit?

    /// Makes a configuration by which everybody may ask.
    public init() {}
}
