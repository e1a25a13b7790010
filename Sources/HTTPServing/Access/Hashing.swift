import CCrypt
import CMicroHTTPD

/// The two hashes of passwords: the slow one that is configured, and the quick one by which the answer is remembered.
enum Hashing {
    /// Whether a password is the one that a bcrypt hash was made of; slow on purpose, a tenth of a second and more.
    ///
    /// A password with a zero byte never is: `crypt` would read to it only. bcrypt itself reads the first 72 bytes.
    static func matches(_ password: [UInt8], _ hash: String) -> Bool {
        var text = password.map { CChar(bitPattern: $0) } + [0]
        defer { for place in text.indices { text[place] = 0 } }
        let isRight = unsafe text.withUnsafeBufferPointer { text in
            guard let start = text.baseAddress else { return false }
            return unsafe pterowatch_password_matches(start, hash) == 1
        }
        return isRight && !password.contains(0)
    }

    /// A key that no two triples share and that says nothing of them (HMAC-SHA-256); nil when GnuTLS fails.
    static func key(_ secret: [UInt8], user: String, hash: String, password: [UInt8]) -> [UInt8]? {
        var text: [UInt8] = []
        for part in [Array(user.utf8), Array(hash.utf8)] {
            // The length ahead, so that no end of one can be the beginning of the next.
            text += "\(part.count):".utf8
            text += part
        }
        text += password
        var digest = [UInt8](repeating: 0, count: 32)
        let result = unsafe gnutls_hmac_fast(GNUTLS_MAC_SHA256, secret, secret.count, text, text.count, &digest)
        return result == GNUTLS_E_SUCCESS ? digest : nil
    }

    /// The cost that a bcrypt hash names, a power of two; 0 for what is none.
    static func cost(of hash: String) -> Int {
        let parts = hash.split(separator: "$")
        return parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    }

    /// Compares without telling by its time how much is right.
    static func isSame(_ given: some Collection<UInt8>, _ wanted: String) -> Bool {
        guard given.count == wanted.utf8.count else { return false }
        return zip(given, wanted.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
