/// Why Wings refuses a token (`jwt error`).
public enum TokenRefusal: Sendable, Hashable {
    /// No token was sent yet on this socket.
    case missing
    /// Its time is over.
    case expired
    /// It was revoked, or issued before Wings itself started.
    case denied
    /// It lacks `websocket.connect`, or, after an update of only one side, the scope that the other expects.
    case notPermitted
    /// It belongs to another server.
    case wrongServer
    /// A reason that this version does not know.
    case other(String)

    /// Reads Wings' text; that of a failed `auth` stands behind `Error Event [<uuid>]: `.
    public init(text: String) {
        let known: [(part: String, refusal: TokenRefusal)] = [
            ("no jwt present", .missing), ("exp claim is invalid", .expired), ("denylist", .denied),
            ("missing connect permission", .notPermitted), ("uuid mismatch", .wrongServer),
        ]
        self = known.first { text.contains($0.part) }?.refusal ?? .other(text.asPanelDetail)
    }

    /// Whether no newer token of the same user can be any better.
    public var isPermanent: Bool {
        switch self {
        case .notPermitted, .wrongServer: true
        case .missing, .expired, .denied, .other: false
        }
    }

    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .missing: "missing"
        case .expired: "expired"
        case .denied: "denied"
        case .notPermitted: "not_permitted"
        case .wrongServer: "wrong_server"
        case .other: "other"
        }
    }
}
