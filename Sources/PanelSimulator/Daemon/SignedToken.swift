/// A JSON Web Token as the panel signs it for Wings: HS256 with the node's secret (RFC 7515, RFC 7519).
enum SignedToken {
    /// Writes a token; the identifier also stands in its header, as the panel's library does it.
    static func sign(_ claims: [(String, JSON)], identifier: String, key: String) -> String {
        let header = JSON.object([
            ("typ", .string("JWT")), ("alg", .string("HS256")), ("jti", .string(identifier)),
        ])
        let signed = Digest.base64URL(header.encoded) + "." + Digest.base64URL(JSON.object(claims).encoded)
        return signed + "." + signature(of: signed, key: key)
    }

    /// The claims of a token that the key has signed; nil for every other text.
    static func claims(of token: String, key: String) -> JSON? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Digest.base64URLBytes(parts[0]).flatMap({ JSON(parsing: $0) }),
            header["alg"]?.string == "HS256", signature(of: "\(parts[0]).\(parts[1])", key: key) == parts[2]
        else { return nil }
        return Digest.base64URLBytes(parts[1]).flatMap { JSON(parsing: $0) }
    }

    private static func signature(of text: String, key: String) -> String {
        Digest.base64URL(Digest.hmacSHA256(Array(text.utf8), key: Array(key.utf8)))
    }
}
