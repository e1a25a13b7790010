/// A name with a password, as HTTP's Basic scheme sends them (RFC 7617).
package struct BasicCredentials: Equatable, Sendable {
    /// The name; bytes that are no UTF-8 are U+FFFD in it.
    package let user: String
    /// The password's bytes.
    package let password: [UInt8]

    /// Reads the value of an `Authorization` field; nil for another scheme, and for what is not well formed.
    package init?(parsing header: String) {
        guard let encoded = Self.credentials(of: "basic", in: header), let bytes = Self.decoded(encoded.utf8),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        user = String(decoding: bytes[..<colon], as: UTF8.self)
        password = Array(bytes[(colon + 1)...])
    }

    /// What follows the name of a scheme, whose case means nothing (RFC 9110, 11.1); nil for another scheme.
    static func credentials(of scheme: String, in header: String) -> Substring? {
        guard let blank = header.utf8.firstIndex(of: UInt8(ascii: " ")), header[..<blank].lowercased() == scheme
        else { return nil }
        let start = header.utf8[blank...].firstIndex { $0 != UInt8(ascii: " ") }
        return header[(start ?? header.endIndex)...]
    }

    /// The bytes of a text in Base64 with its padding (RFC 4648, 4); nil for what is none.
    private static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var (group, count, padding) = (UInt32(0), 0, 0)
        for letter in text {
            if letter == UInt8(ascii: "=") {
                padding += 1
                group <<= 6
            } else {
                guard padding == 0, let digit = digit(letter) else { return nil }
                group = group << 6 | digit
            }
            count += 1
            guard count == 4 else { continue }
            guard padding <= 2 else { return nil }
            // Bits that no byte takes must be zero, so that a text has one form.
            guard padding == 0 || group & (padding == 1 ? 0xFF : 0xFFFF) == 0 else { return nil }
            bytes += [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)].prefix(3 - padding)
            (group, count) = (0, 0)
        }
        return bytes
    }

    private static func digit(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

extension BasicCredentials: CustomStringConvertible, CustomReflectable {
    /// The name alone.
    package var description: String { user }
    /// Shows nothing of the password.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
