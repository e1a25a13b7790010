import Telemetry

/// What a WebSocket token says of its bearer (panel `WebsocketController`, `NodeJWTService`).
struct WebSocketToken: Sendable, Equatable {
    /// Who made it: the panel's URL.
    let issuer: String
    /// Whom it is for: the node's URL.
    let audience: String
    /// The user it was made for.
    let userID: Int
    let userUUID: String
    let serverUUID: String
    let permissions: [String]
    /// Whole seconds since 1970.
    let issuedAt: Int64
    /// Whole seconds since 1970; good through the whole of this second.
    let expiresAt: Int64

    /// How long a token is good.
    static let lifetime: Duration = .seconds(600)

    /// The identifier under which tokens are revoked: the same for all tokens of a user for a server.
    static func identifier(of user: Int, on serverUUID: String) -> String { Digest.md5Hex("\(user)\(serverUUID)") }

    /// The identifier.
    var identifier: String { Self.identifier(of: userID, on: serverUUID) }

    /// The text of the token, signed with a node's secret.
    func signed(with key: String) -> String {
        let identifier = identifier
        let claims: [(String, JSON)] = [
            ("iss", .string(issuer)), ("aud", .array([.string(audience)])), ("jti", .string(identifier)),
            ("iat", .int(issuedAt)), ("nbf", .int(issuedAt - 300)), ("exp", .int(expiresAt)),
            ("server_uuid", .string(serverUUID)), ("permissions", .array(permissions.map { .string($0) })),
            ("user_uuid", .string(userUUID)), ("user_id", .int(userID)),
            ("unique_id", .string(String(Digest.sha1Hex("\(issuedAt)\(identifier)").prefix(16)))),
        ]
        return SignedToken.sign(claims, identifier: identifier, key: key)
    }

    /// Whether it grants a permission; `*` grants all but those of administrators.
    func grants(_ permission: String) -> Bool {
        permissions.contains(permission) || (!permission.hasPrefix("admin") && permissions.contains("*"))
    }
}

extension WebSocketToken {
    /// Reads a token that a key has signed; nil for one that is malformed, or signed with another key.
    init?(parsing text: String, key: String) {
        guard let claims = SignedToken.claims(of: text, key: key), let expiry = claims["exp"]?.integer else {
            return nil
        }
        issuer = claims["iss"]?.string ?? ""
        audience = claims["aud"]?.string ?? ""
        userID = claims["user_id"]?.integer ?? 0
        userUUID = claims["user_uuid"]?.string ?? ""
        serverUUID = claims["server_uuid"]?.string ?? ""
        if case .array(let names)? = claims["permissions"] {
            permissions = names.compactMap(\.string)
        } else {
            permissions = []
        }
        issuedAt = claims["iat"]?.integer.map(Int64.init) ?? 0
        expiresAt = Int64(expiry)
    }

    /// Why Wings of a node does not, or no longer, take the token for a server; nil when it does.
    ///
    /// The order is Wings' (`router/websocket/websocket.go`, `router/tokens/websocket.go`); times are compared in whole
    /// seconds, so that a token is good through the second in which it expires.
    func refusal(by node: SimulatedNode, for server: String?, at now: Timestamp) -> String? {
        if now.millisecondsSince1970.flooredQuotient(by: 1_000) > expiresAt { return "jwt: exp claim is invalid" }
        let issued = Timestamp(millisecondsSince1970: issuedAt * 1_000)
        let isDenied = !node.deniedTokens.isEmpty && node.deniedTokens[identifier].map { issued < $0 } ?? false
        if issued < node.wingsBootedAt || isDenied { return "jwt: created too far in past (denylist)" }
        if !grants("websocket.connect") { return "jwt: missing connect permission" }
        if let server, server != serverUUID { return "jwt: server uuid mismatch" }
        return nil
    }
}
