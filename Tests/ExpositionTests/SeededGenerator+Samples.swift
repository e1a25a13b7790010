import TestSupport

extension SeededGenerator {
    /// A short text, rich in what has to be escaped.
    mutating func text() -> String {
        let pieces = [
            "\"", "\\", "\n", "\r", "\t", "n", "a", " ", "{", "}", ",", "=", "#", "é", "e\u{301}", "🦖", "\u{0}", "日本",
        ]
        return (0..<Int.random(in: 0...8, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }

    /// A number of one of the kinds that are written differently.
    mutating func number() -> Double {
        switch UInt64.random(in: 0..<7, using: &self) {
        case 0: Double(bitPattern: next())
        case 1: Double(Int64.random(in: -1_000_000...1_000_000, using: &self))
        case 2: Double(Int64(bitPattern: next()))
        case 3: Double(Int64.random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &self)) / 1e6
        case 4: Double.random(in: -1...1, using: &self)
        case 5: Double(Int64.random(in: 0...100_000, using: &self)) / 100
        default:
            [.nan, .infinity, -.infinity, -0.0, 0, 0x1p53, .leastNonzeroMagnitude][Int.random(in: 0..<7, using: &self)]
        }
    }
}
