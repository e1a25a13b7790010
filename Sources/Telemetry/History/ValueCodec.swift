/// The values of one series in one block as bytes, in whichever form is the shortest.
///
/// | First byte | Values | What follows |
/// |---|---|---|
/// | 0 to 229 | all the same whole number, that of the byte | |
/// | 230 | all the same whole number | the number, zigzagged, in groups of seven bits |
/// | 231 | all the same | the bit pattern, highest byte first |
/// | 232 | any | length in groups of seven bits, an `XORCodec`'s bits |
/// | 233 | none | |
/// | 234 to 243 | whole numbers by 10 to the power of 0 to 9 | length in groups of seven bits, an `IntegerCodec`'s bits |
/// | 244 to 253 | these by 100: ratios that were percentages | the same |
struct ValueCodec {
    private enum Head {
        static let whole: UInt8 = 230
        static let same: UInt8 = 231
        static let xor: UInt8 = 232
        static let none: UInt8 = 233
        static let decimal: UInt8 = 234
        static let end: UInt8 = 254
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
        if let form = decimalForm(of: patterns) {
            head = Head.decimal + UInt8(form)
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
            if number >= 0, number < Int64(Head.whole) { return bytes.append(UInt8(number)) }
            bytes.append(Head.whole)
            bytes.appendGroups(IntegerCodec.zigzag(number))
        } else {
            bytes.append(Head.same)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: pattern >> shift))
            }
        }
    }

    /// The first form in which each value is exactly a whole number by some power of ten; `numbers` are these then.
    private mutating func decimalForm(of patterns: ArraySlice<UInt64>) -> Int? {
        // A form that a later value needs is tried on all of them.
        var form = 0
        attempt: while true {
            numbers.removeAll(keepingCapacity: true)
            for pattern in patterns {
                guard let number = Self.forms[form].number(pattern) else {
                    form += 1
                    while form < Self.forms.count, Self.forms[form].number(pattern) == nil { form += 1 }
                    guard form < Self.forms.count else { return nil }
                    continue attempt
                }
                numbers.append(number)
            }
            return form
        }
    }

    /// A way to make a value of a whole number; which division comes first decides on the last bit.
    private struct Form {
        let power: Double
        let isRatio: Bool

        func value(of number: Int64) -> Double {
            isRatio ? Double(number) / power / 100 : Double(number) / power
        }

        func number(_ pattern: UInt64) -> Int64? {
            let scaled = Double(bitPattern: pattern) * (isRatio ? 100 * power : power)
            guard abs(scaled) < 0x1p51 else { return nil }
            // Rounds to the nearest whole number, which `rounded()` does by a call.
            let number = Int64(scaled + 0x1.8p52 - 0x1.8p52)
            return value(of: number).bitPattern == pattern ? number : nil
        }
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
    private static let forms =
        powers.map { Form(power: $0, isRatio: false) } + powers.map { Form(power: $0, isRatio: true) }

    /// Where the next series' bytes begin; nil when these end too early or begin with an unknown byte.
    static func end(of start: Int, in bytes: [UInt8]) -> Int? {
        guard start < bytes.count else { return nil }
        var position = start + 1
        switch bytes[start] {
        case ..<Head.whole, Head.none: break
        case Head.whole:
            guard bytes.groups(at: &position) != nil else { return nil }
        case Head.same: position += 8
        case Head.xor, Head.decimal..<Head.end:
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
        case ..<Head.whole:
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
        case Head.decimal..<Head.end:
            let form = forms[Int(bytes[start] - Head.decimal)]
            var reader = bits(at: position, in: bytes)
            IntegerCodec.read(count, from: &reader) { body(form.value(of: $0)) }
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
