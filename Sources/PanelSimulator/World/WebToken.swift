/// A JSON Web Token with HS256 (RFC 7519), which is how the panel speaks to Wings through a browser.
enum WebToken {
    /// Signs claims.
    static func signed(_ claims: JSON, key: String) -> String {
        let header = JSON.object([("typ", .string("JWT")), ("alg", .string("HS256"))])
        let text = Digest.base64URL(header.encoded) + "." + Digest.base64URL(claims.encoded)
        return text + "." + Digest.base64URL(Digest.hmacSHA256(Array(text.utf8), key: Array(key.utf8)))
    }
}
