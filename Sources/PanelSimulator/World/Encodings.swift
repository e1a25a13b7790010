/// The text forms of bytes that keys come in: base 64 and base 32 (RFC 4648).
enum Encodings {
    /// Base 64 with or without padding at the end.
    static func base64(_ bytes: [UInt8], isPadded: Bool = true) -> String {
        let text = Digest.base64URL(bytes).replacing("-", with: "+").replacing("_", with: "/")
        return isPadded ? text + String(repeating: "=", count: (4 - text.count % 4) % 4) : text
    }

    /// Reads base 64; nil when it is not.
    static func bytes(base64 text: String) -> [UInt8]? {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        return bytes(text.drop(padding: "="), alphabet, bitsPerLetter: 6)
    }

    /// Reads base 32; nil when it is not.
    static func bytes(base32 text: String) -> [UInt8]? {
        bytes(text.drop(padding: "="), "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bitsPerLetter: 5)
    }

    private static func bytes(_ text: Substring, _ alphabet: String, bitsPerLetter: Int) -> [UInt8]? {
        let letters = Array(alphabet.utf8)
        var out: [UInt8] = []
        var (buffer, count) = (0, 0)
        for byte in text.utf8 {
            guard let value = letters.firstIndex(of: byte) else { return nil }
            buffer = (buffer << bitsPerLetter | value) & 0xFFFF
            count += bitsPerLetter
            if count >= 8 {
                count -= 8
                out.append(UInt8(buffer >> count & 255))
            }
        }
        return out
    }
}

extension String {
    fileprivate func drop(padding: Character) -> Substring {
        var rest = self[...]
        while rest.last == padding { rest.removeLast() }
        return rest
    }
}
