/// The text form of bcrypt hashes: `$2y$10$`, 22 letters of salt, 31 of the hash.
enum BcryptText {
    /// What is allowed, for messages.
    static let allowed = "$2a$, $2b$ or $2y$ with a cost of 04 to 31, as htpasswd -nB makes it"

    /// Whether a text is a whole hash.
    static func isHash(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 60, ["$2a$", "$2b$", "$2y$"].contains(String(text.prefix(4))), bytes[6] == dollar,
            digits.contains(bytes[4]), digits.contains(bytes[5]), (4...31).contains(number(bytes[4], bytes[5]))
        else { return false }
        return bytes[7...].allSatisfy(isLetter)
    }

    private static let dollar = UInt8(ascii: "$")
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    private static func number(_ tens: UInt8, _ ones: UInt8) -> Int {
        Int(tens - digits.lowerBound) * 10 + Int(ones - digits.lowerBound)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), digits,
            UInt8(ascii: "."), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
