/// A public key in OpenSSH's one-line form, as the panel takes it apart (it also takes PEM, which is not simulated).
struct SSHPublicKey: Sendable {
    /// What is wrong with a key, in the panel's words.
    enum Problem: String, Error {
        case invalid = "The public key provided is not valid."
        case isDSA = "DSA keys are not supported."
        case isShort = "RSA keys must be at least 2048 bytes in length."
    }

    /// SHA-256 in base 64 without padding.
    let fingerprint: String
    /// PKCS#8 as PEM, with the line ends of the panel's library.
    let pem: String

    /// Reads a line: the algorithm, the key in base 64, maybe a comment.
    init(_ line: String) throws(Problem) {
        let parts = line.split(whereSeparator: \.isWhitespace)
        guard parts.count >= 2, let blob = Encodings.bytes(base64: String(parts[1])) else { throw .invalid }
        var rest = blob[...]
        guard let algorithm = Self.field(&rest).map({ String(decoding: $0, as: UTF8.self) }), algorithm == parts[0]
        else { throw .invalid }
        let info: [UInt8]
        switch algorithm {
        case "ssh-dss": throw .isDSA
        case "ssh-rsa":
            guard let exponent = Self.field(&rest), let modulus = Self.field(&rest) else { throw .invalid }
            let significant = modulus.drop { $0 == 0 }
            let bits = significant.count * 8 - (significant.first?.leadingZeroBitCount ?? 0)
            guard bits >= 2_048 else { throw .isShort }
            let key = Self.der(0x30, Self.der(0x02, Array(modulus)) + Self.der(0x02, Array(exponent)))
            info = Self.der(0x30, Self.der(0x30, Self.rsaIdentifier + [0x05, 0x00]) + Self.der(0x03, [0] + key))
        case "ssh-ed25519":
            guard let key = Self.field(&rest), key.count == 32 else { throw .invalid }
            info = Self.der(0x30, Self.der(0x30, Self.edIdentifier) + Self.der(0x03, [0] + key))
        case "ecdsa-sha2-nistp256":
            guard Self.field(&rest) != nil, let point = Self.field(&rest) else { throw .invalid }
            info = Self.der(0x30, Self.der(0x30, Self.ecIdentifier) + Self.der(0x03, [0] + point))
        default: throw .invalid
        }
        fingerprint = Encodings.base64(Digest.sha256(blob), isPadded: false)
        let body = Array(Encodings.base64(info))
        let lines = stride(from: 0, to: body.count, by: 64).map { String(body[$0..<min($0 + 64, body.count)]) }
        pem = (["-----BEGIN PUBLIC KEY-----"] + lines + ["-----END PUBLIC KEY-----"]).joined(separator: "\r\n")
    }

    private static let rsaIdentifier: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let edIdentifier: [UInt8] = [0x06, 0x03, 0x2B, 0x65, 0x70]
    private static let ecIdentifier: [UInt8] = [
        0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01,
        0x07,
    ]

    /// A length-prefixed field of the blob.
    private static func field(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    /// A value in DER.
    private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 255), at: 0)
            rest >>= 8
        }
        let prefix = content.count < 128 ? [UInt8(content.count)] : [0x80 | UInt8(length.count)] + length
        return [tag] + prefix + content
    }
}
