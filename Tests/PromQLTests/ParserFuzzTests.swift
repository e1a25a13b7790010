import PromQL
import TestSupport
import Testing

/// Texts that are nearly expressions.
struct ParserFuzzTests {
    private static let batches = Soak.isOn ? 100 : 4
    private static let textsPerBatch = Soak.isOn ? 10_000 : 5_000

    @Test(arguments: 0..<batches)
    func `whatever is written gives an expression that prints back, or an error with a place in it`(batch: Int) {
        var random = SeededGenerator(seed: UInt64(batch))
        var generator = ExpressionGenerator(seed: UInt64(batch))
        for number in 0..<Self.textsPerBatch {
            let text = Self.mutated(generator.vector(depth: 3), &random)
            do throws(ParseError) {
                let expression = try Expression(parsing: text)
                let again = try? Expression(parsing: expression.description)
                #expect(again == expression, "case \(number): \(text)")
            } catch {
                let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                #expect((1...max(1, lines.count)).contains(error.line), "case \(number): \(text)")
                #expect(
                    error.column >= 1 && !error.message.isEmpty && error.rendered.contains("^"),
                    "case \(number): \(text)"
                )
            }
        }
    }

    private static let pieces = [
        "(", ")", "[", "]", "{", "}", ",", "=", "=~", "\"", "'", "`", "\\", "#", "\n", " ", "\t", ":", "@", "-", "+",
        "^", "e", "x",
        "0x", "1e", "5m", "bool", "by", "on", "offset", "start()", "NaN", "\u{0}", "\u{e9}", "\u{1F600}", "topk",
        "rate(", "sum(",
        "1y1d1ms", "99999999999999999999", "group_left", "unless", "__name__", "\\x", "\\u12", ".", "_",
    ]

    private static func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.removeLast(bytes.count - place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes += bytes[place...]
            case 4: bytes.swapAt(0, max(0, min(place, bytes.count - 1)))
            default: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "(").utf8, at: place)
            }
            if bytes.isEmpty { bytes = [UInt8(ascii: "(")] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
