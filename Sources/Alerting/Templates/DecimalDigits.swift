/// The decimal digits of a finite, non-negative double.
///
/// The value is `0.d₁d₂d₃… × 10^point`; no leading zeros, except that zero itself has no digits at all.
struct DecimalDigits {
    /// Digits 0 to 9, the most significant first.
    private(set) var digits: [UInt8]
    /// Where the decimal point stands, counted in digits from the first.
    private(set) var point: Int

    /// Whether the value is zero.
    var isZero: Bool { digits.isEmpty }

    /// The fewest digits that read back as the same value.
    init(shortest value: Double) {
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var isFraction = false
        let text = "\(value)".utf8
        for (index, byte) in zip(text.indices, text) {
            switch byte {
            case UInt8(ascii: "."):
                isFraction = true
            case UInt8(ascii: "e"):
                exponent = Int(Substring(text[text.index(after: index)...])) ?? 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte - UInt8(ascii: "0"))
                if !isFraction { point += 1 }
            default:
                break
            }
            if byte == UInt8(ascii: "e") { break }
        }
        self.init(digits: digits, point: point + exponent)
    }

    /// All digits, of which there are at most 767: `m × 2^e` is an integer, or `m × 5^-e / 10^-e`.
    init(exact value: Double) {
        guard value != 0 else {
            self.init(digits: [], point: 0)
            return
        }
        let isSubnormal = value.exponentBitPattern == 0
        let significand = value.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        let exponent = Int(isSubnormal ? 1 : value.exponentBitPattern) - 1_075
        let base: UInt64 = 1_000_000_000
        var limbs: [UInt64] = [significand % base, significand / base % base, significand / base / base]
        func multiply(by factor: UInt64) {
            var carry: UInt64 = 0
            for index in limbs.indices {
                let product = limbs[index] * factor + carry
                limbs[index] = product % base
                carry = product / base
            }
            if carry > 0 { limbs.append(carry) }
        }
        let factor: UInt64 = exponent < 0 ? 5 : 2
        for _ in 0..<exponent.magnitude { multiply(by: factor) }
        var digits: [UInt8] = []
        for limb in limbs.reversed() {
            var divisor = base / 10
            while divisor > 0 {
                digits.append(UInt8(limb / divisor % 10))
                divisor /= 10
            }
        }
        self.init(digits: digits, point: digits.count + min(exponent, 0))
    }

    private init(digits: [UInt8], point: Int) {
        let leading = digits.prefix { $0 == 0 }.count
        self.digits = Array(digits.dropFirst(leading))
        self.point = point - leading
        dropTrailingZeros()
    }

    /// Removes digits that say nothing.
    mutating func dropTrailingZeros() {
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { point = 0 }
    }

    /// Keeps a number of digits, the last one rounded half to even.
    mutating func round(to count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            (digits, point) = ([], 0)
            return
        }
        let isHalf = digits[count] == 5 && digits.count == count + 1
        let isOdd = count > 0 && digits[count - 1] % 2 == 1
        let isUp = isHalf ? isOdd : digits[count] >= 5
        digits.removeSubrange(count...)
        if isUp {
            var index = count - 1
            while index >= 0, digits[index] == 9 {
                digits[index] = 0
                index -= 1
            }
            if index >= 0 {
                digits[index] += 1
            } else {
                digits.insert(1, at: 0)
                point += 1
            }
        }
        dropTrailingZeros()
    }

    private func digit(_ index: Int) -> Character {
        digits.indices.contains(index) ? Character(UnicodeScalar(UInt8(ascii: "0") + digits[index])) : "0"
    }

    /// The value without an exponent.
    func plain(decimals: Int) -> String {
        var text = point <= 0 ? "0" : ""
        for index in 0..<max(point, 0) { text.append(digit(index)) }
        if decimals > 0 {
            text.append(".")
            for index in 0..<decimals { text.append(digit(point + index)) }
        }
        return text
    }

    /// The value as `d.ddde±dd`.
    func scientific(decimals: Int, upper isUpper: Bool) -> String {
        var text = String(digit(0))
        if decimals > 0 {
            text.append(".")
            for index in 1...decimals { text.append(digit(index)) }
        }
        let exponent = isZero ? 0 : point - 1
        text += isUpper ? "E" : "e"
        text += exponent < 0 ? "-" : "+"
        return text + (exponent.magnitude < 10 ? "0" : "") + String(exponent.magnitude)
    }
}
