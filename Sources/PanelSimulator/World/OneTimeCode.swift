package import Telemetry

/// The six digits of a second factor (TOTP, RFC 6238, with SHA-1 and half a minute).
package enum OneTimeCode {
    /// The code of a secret in base 32 at a time; nil for a secret that is not one.
    package static func code(secret: String, at now: Timestamp) -> String? {
        code(secret: secret, step: now.millisecondsSince1970.flooredQuotient(by: 30_000))
    }

    /// Whether a code is that of now, or of the half minute before or after it.
    static func isValid(_ code: String, secret: String, at now: Timestamp) -> Bool {
        let step = now.millisecondsSince1970.flooredQuotient(by: 30_000)
        return (-1...1).contains { self.code(secret: secret, step: step + $0) == code }
    }

    private static func code(secret: String, step: Int64) -> String? {
        guard let key = Encodings.bytes(base32: secret), !key.isEmpty else { return nil }
        let message = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: step >> Int64($0)) }
        let hash = Digest.hmacSHA1(message, key: key)
        let offset = Int(hash[19] & 15)
        let number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
