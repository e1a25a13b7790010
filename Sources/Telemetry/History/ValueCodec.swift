/// The values of one series in one block as bytes, in whichever form is the shortest.
///
/// | First byte | Values | What follows |
/// |---|---|---|
/// | 0 to 239 | all the same whole number, that of the byte | |
/// | 240 | all the same whole number | the number, zigzagged, in groups of seven bits |
/// | 241 | all the same | the bit pattern, highest byte first |
/// | 242 | any | length in groups of seven bits, an `XORCodec`'s bits |
/// | 243 to 252 | decimal fractions of 0 to 9 digits | length in groups of seven bits, an `IntegerCodec`'s bits |
/// | 253 | none | |
struct ValueCodec {
    private enum Head {
        static let smallest: UInt8 = 240
        static let whole: UInt8 = 240
        static let same: UInt8 = 241
        static let xor: UInt8 = 242
        static let decimal: UInt8 = 243
        static let none: UInt8 = 253
    }

    private var writer = BitWriter()
    private var other = BitWriter()
    private var numbers: [Int64] = []

    /// Appends the values of a series, given as their bit patterns.
    mutating func write(_ patterns: ArraySlice<UInt64>, to bytes: inout [UInt8]) {
        guard let first = patterns.first else { return bytes.append(Head.none) }
        if patterns.allSatisfy({ $0 == first }) { return Self.write(same: first, to: &bytes) }
        var head = Head.xor
        writer.reset()
        if let digits = decimalDigits(of: patterns) {
            head = Head.decimal + UInt8(digits)
            let plan = IntegerCodec.plan(for: numbers)
            IntegerCodec.write(numbers, as: plan, to: &writer)
            writer.align()
            // The other form is tried only where it has a chance: a change costs it at least two bytes.
            if plan.cost > 12 * patterns.count {
                other.reset()
                XORCodec.write(patterns, to: &other)
                other.align()
                if other.bytes.count < writer.bytes.count {
                    head = Head.xor
                    swap(&writer, &other)
                }
            }
        } else {
            XORCodec.write(patterns, to: &writer)
            writer.align()
        }
        bytes.append(head)
        bytes.appendGroups(UInt64(writer.bytes.count))
        bytes += writer.bytes
    }

    private static func write(same pattern: UInt64, to bytes: inout [UInt8]) {
        let value = Double(bitPattern: pattern)
        if let number = Int64(exactly: value), Double(number).bitPattern == pattern {
            if number >= 0, number < Int64(Head.smallest) { return bytes.append(UInt8(number)) }
            bytes.append(Head.whole)
            bytes.appendGroups(IntegerCodec.zigzag(number))
        } else {
            bytes.append(Head.same)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: pattern >> shift))
            }
        }
    }

    /// With how many decimal digits each value is exactly a whole number by a power of ten; `numbers` are these then.
    private mutating func decimalDigits(of patterns: ArraySlice<UInt64>) -> Int? {
        var digits = 0
        // More digits asked for by a later value are tried on all of them.
        attempt: while true {
            numbers.removeAll(keepingCapacity: true)
            for pattern in patterns {
                guard let number = Self.number(pattern, digits: digits) else {
                    digits += 1
                    while digits < Self.powers.count, Self.number(pattern, digits: digits) == nil { digits += 1 }
                    guard digits < Self.powers.count else { return nil }
                    continue attempt
                }
                numbers.append(number)
            }
            return digits
        }
    }

    private static func number(_ pattern: UInt64, digits: Int) -> Int64? {
        let power = powers[digits]
        let scaled = Double(bitPattern: pattern) * power
        guard abs(scaled) < 0x1p51 else { return nil }
        // Rounds to the nearest whole number, which `rounded()` does by a call.
        let rounded = scaled + 0x1.8p52 - 0x1.8p52
        return (rounded / power).bitPattern == pattern ? Int64(rounded) : nil
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    /// Where the next series' bytes begin; nil when these end too early or begin with an unknown byte.
    static func end(of start: Int, in bytes: [UInt8]) -> Int? {
        guard start < bytes.count else { return nil }
        var position = start + 1
        switch bytes[start] {
        case ..<Head.smallest, Head.none: break
        case Head.whole:
            guard bytes.groups(at: &position) != nil else { return nil }
        case Head.same: position += 8
        case Head.xor..<Head.none:
            guard let count = bytes.groups(at: &position), count <= UInt64(bytes.count) else { return nil }
            position += Int(count)
        default: return nil
        }
        return position <= bytes.count ? position : nil
    }

    /// Hands over the first of the values of a series, which has at least as many.
    static func read(_ count: Int, at start: Int, in bytes: [UInt8], _ body: (Double) -> Void) {
        guard start < bytes.count else { return }
        var position = start + 1
        switch bytes[start] {
        case ..<Head.smallest:
            let value = Double(bytes[start])
            for _ in 0..<count { body(value) }
        case Head.whole:
            let value = Double(IntegerCodec.unzigzag(bytes.groups(at: &position) ?? 0))
            for _ in 0..<count { body(value) }
        case Head.same:
            var reader = BitReader(bytes, in: position..<position + 8)
            let value = Double(bitPattern: reader.read(bits: 64))
            for _ in 0..<count { body(value) }
        case Head.xor:
            var reader = bits(at: position, in: bytes)
            XORCodec.read(count, from: &reader) { body(Double(bitPattern: $0)) }
        case Head.decimal..<Head.none:
            let power = powers[Int(bytes[start] - Head.decimal)]
            var reader = bits(at: position, in: bytes)
            IntegerCodec.read(count, from: &reader) { body(Double($0) / power) }
        default: break
        }
    }

    private static func bits(at start: Int, in bytes: [UInt8]) -> BitReader {
        var position = start
        let count = min(bytes.groups(at: &position) ?? 0, UInt64(bytes.count))
        return BitReader(bytes, in: position..<position + Int(count))
    }
}

extension [UInt8] {
    /// Appends a number in groups of seven bits, the lowest first; all but the last have their highest bit set.
    mutating func appendGroups(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Reads such a number and moves on behind it; nil when the bytes end too early or it does not fit.
    func groups(at position: inout Int) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            guard position < count else { return nil }
            let byte = self[position]
            position += 1
            guard shift < 63 || byte <= 1 else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }
}
