public import PterodactylAPI

/// What a panel does with a request.
public enum SimulatedReply: Sendable, Equatable {
    /// It answers, after a time.
    case answer(HTTPResponse, after: Duration)
    /// It takes the request and never says anything.
    case never
    /// Nobody takes the connection.
    case refused
    /// The connection ends after this many bytes of the body, of which the headers promised more.
    case cut(HTTPResponse, afterBytes: Int)
}

/// How the panel, or what stands in front of it, behaves.
public enum PanelMode: Sendable, Equatable {
    /// It works.
    case ok
    /// Nobody takes connections.
    case down
    /// Connections are taken, and nothing is ever answered.
    case hang
    /// Every answer takes this much longer.
    case slow(Duration)
    /// nginx answers 502 with its HTML page, because PHP is gone.
    case html502
    /// Everything with a valid key is answered 429.
    case rateLimited
    /// Each body is cut after its first half.
    case cut
    /// `artisan down`: 503 for everything.
    case maintenance
    /// Successes have a body that is JSON, but not the panel's.
    case wrongJSON
    /// The database is gone: 500 `QueryException` for everything.
    case databaseDown

    /// The word of the control API.
    public var word: String {
        switch self {
        case .ok: "ok"
        case .down: "down"
        case .hang: "hang"
        case .slow: "slow"
        case .html502: "html502"
        case .rateLimited: "rate-limited"
        case .cut: "cut"
        case .maintenance: "maintenance"
        case .wrongJSON: "wrong-json"
        case .databaseDown: "database-down"
        }
    }

    /// Whether Wings can read a server's configuration, which it does before each start.
    var servesWings: Bool {
        switch self {
        case .ok, .slow, .rateLimited: true
        case .down, .hang, .html502, .cut, .maintenance, .wrongJSON, .databaseDown: false
        }
    }
}
