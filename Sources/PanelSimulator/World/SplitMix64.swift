/// The generator of all that is random in the simulator: the same seed gives the same world (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
    private static let hexDigits = Array("0123456789abcdef".utf8)
    private static let lettersAndDigits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private var state: UInt64

    /// Starts a sequence.
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number from 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Lower-case hexadecimal digits.
    mutating func hex(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in Self.hexDigits[Int(next() & 15)] }, as: UTF8.self)
    }

    /// Letters and digits, as the panel makes its keys of.
    mutating func alphanumeric(_ count: Int) -> String {
        let choices = UInt64(Self.lettersAndDigits.count)
        return String(
            decoding: (0..<count).map { _ in Self.lettersAndDigits[Int(next() % choices)] },
            as: UTF8.self
        )
    }

    /// A UUID of version 4, in lower case.
    mutating func uuid() -> String {
        let variant = ["8", "9", "a", "b"][Int(next() & 3)]
        return "\(hex(8))-\(hex(4))-4\(hex(3))-\(variant)\(hex(3))-\(hex(12))"
    }

    /// One of the elements; the first one's type must have at least one.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    /// The finaliser, which is a good hash of one word.
    static func mix(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Noise without history: a pure function of a seed and a time, so that asking for a value never changes one.
struct Noise: Sendable {
    /// The seed of this curve.
    let seed: UInt64

    /// A value from 0 up to 1 for a whole-numbered cell.
    func cell(_ index: Int64) -> Double {
        Double(SplitMix64.mix(seed &+ UInt64(bitPattern: index) &* 0x9E37_79B9_7F4A_7C15) >> 11) * 0x1p-53
    }

    /// A smooth curve between 0 and 1 whose cells are `period` seconds long.
    func smooth(_ seconds: Double, period: Double) -> Double {
        let place = seconds / period
        let index = place.rounded(.down)
        let fraction = place - index
        let eased = fraction * fraction * (3 - 2 * fraction)
        return cell(Int64(index)) * (1 - eased) + cell(Int64(index) + 1) * eased
    }
}
