/// Writes numbers as the text format has them: shortest decimal digits that read back as the same number.
///
/// `NaN`, `+Inf` and `-Inf` in Prometheus' spelling; whole numbers without a point up to 2^53; from there on, and for the
/// very small, an exponent as Swift prints it (`1e+16`), which is Go's syntax too.
///
/// | number | text |
/// |---|---|
/// | 3 | `3` |
/// | -0.0 | `-0` |
/// | 0.25 | `0.25` |
/// | 0.1 + 0.2 | `0.30000000000000004` |
/// | 2^60 | `1.152921504606847e+18` |
enum NumberText {
    /// The most bytes that a number takes: sign, 17 digits, point and `e-308`.
    static let longest = 24

    /// Writes a number at the start of a buffer that holds at least `longest` bytes.
    /// - Returns: how many bytes it took.
    static func write(_ number: Double, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        if number.magnitude < 0x1p53, number == number.rounded(.towardZero) { return write(whole: number, to: buffer) }
        if number.magnitude < 1e9, let length = write(decimal: number, to: buffer) { return length }
        return write(text(of: number), to: buffer)
    }

    private static func text(of number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf" }
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func write(_ text: String, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 0
        for byte in text.utf8 {
            buffer[length] = byte
            length += 1
        }
        return length
    }

    private static func write(whole number: Double, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let start = writeSign(of: number, to: buffer)
        return start + write(digits: UInt64(number.magnitude), atLeast: 1, to: buffer, at: start)
    }

    /// Numbers of at most six decimals, without making a string.
    ///
    /// The number is n / 10^6 with n below 10^15. As the quotient of two exact numbers equals it, its decimal text
    /// reads back as the same number; as 15 digits always survive a `Double`, no shorter text does.
    private static func write(decimal number: Double, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        let scaled = (number.magnitude * 1e6).rounded()
        guard scaled / 1e6 == number.magnitude else { return nil }
        let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: 1_000_000)
        var length = writeSign(of: number, to: buffer)
        length += write(digits: whole, atLeast: 1, to: buffer, at: length)
        buffer[length] = UInt8(ascii: ".")
        length += 1
        length += write(digits: rest, atLeast: 6, to: buffer, at: length)
        while buffer[length - 1] == UInt8(ascii: "0") { length -= 1 }
        return length
    }

    private static func writeSign(of number: Double, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard number.sign == .minus else { return 0 }
        buffer[0] = UInt8(ascii: "-")
        return 1
    }

    private static func write(
        digits number: UInt64,
        atLeast least: Int,
        to buffer: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) -> Int {
        var count = least
        var bound: UInt64 = 1
        for _ in 0..<least { bound *= 10 }
        while number >= bound {
            count += 1
            bound *= 10
        }
        var rest = number
        for index in stride(from: start + count - 1, through: start, by: -1) {
            buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return count
    }
}
