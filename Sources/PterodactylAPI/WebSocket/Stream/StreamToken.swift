/// A token as a stream uses it: the secret, and when it ends by our own clock.
///
/// Only the difference of the claims counts, from the moment at which the token was asked for: panel, node and we may
/// disagree on the time.
struct StreamToken: Sendable, Equatable {
    let secret: Secret
    let renewAt: PanelTime
    let expiresAt: PanelTime

    init(
        _ secret: Secret,
        askedAt: PanelTime,
        timing: StreamTiming,
        using generator: inout some RandomNumberGenerator
    ) {
        let life = TokenClaims(secret)?.life ?? timing.tokenLife
        self.secret = secret
        self.renewAt = askedAt + life * Double.random(in: timing.renewalPart, using: &generator)
        self.expiresAt = askedAt + life
    }
}

/// The times in a JSON Web Token (RFC 7519); nothing is verified, that is the node's part.
package struct TokenClaims: Sendable, Equatable {
    /// From `iat` to `exp`: more than zero, at most a day.
    package let life: Duration

    /// Reads a token; nil when it is none, or its times make no sense.
    package init?(_ token: Secret) {
        let parts = token.reveal().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Self.decode(parts[1]), let json = JSONValue(parsing: bytes),
            let issued = json["iat"]?.double, let expires = json["exp"]?.double
        else { return nil }
        let seconds = expires - issued
        guard seconds > 0, seconds <= 86_400 else { return nil }
        self.life = .milliseconds(Int64(seconds * 1000))
    }

    /// Reads base64url without padding (RFC 4648 §5).
    private static func decode(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 where character != UInt8(ascii: "=") {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "-"), UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "_"), UInt8(ascii: "/"): value = 63
            default: return nil
            }
            bits = (bits << 6 | UInt32(value)) & 0xFFFFFF
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }
}
