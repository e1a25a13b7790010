import PterodactylAPI
import TestSupport

/// Bodies that somebody broke.
enum BodyFuzz {
    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "null", "true", "1e999", "-", "matchers", "isRegex",
        "a{1000}{1000}", "resolved", "alerts",
        "(?P<n>", "9999-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00+99:99", "\u{0}", "\u{1F600}\u{301}", "\r\n",
    ]

    /// A body with one to four changes: pieces put in, bytes lost, changed or repeated, the end cut off.
    static func mutated(_ body: JSONValue, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = body.encoded()
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where Int.random(in: 0..<4, using: &random) == 0: bytes.removeLast(bytes.count - place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 3 where place < bytes.count: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            default: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "{").utf8, at: place)
            }
        }
        return bytes
    }
}
