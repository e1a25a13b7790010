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
        if number.magnitude < 1e9, let length = write(number, decimals: 6, 1e6, to: buffer) { return length }
        // Times: seconds since 1970 with milliseconds.
        if number.magnitude < 1e12, let length = write(number, decimals: 3, 1e3, to: buffer) { return length }
        var target = NumberTarget(buffer: buffer)
        guard number.isFinite else {
            target.write(number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf")
            return target.length
        }
        number.write(to: &target)
        return target.lengthWithoutZeroFraction
    }

    private static func write(whole number: Double, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let start = writeSign(of: number, to: buffer)
        return start + write(digits: UInt64(number.magnitude), atLeast: 1, to: buffer, at: start)
    }

    /// Numbers of at most so many decimals, without making a string.
    ///
    /// The number is n / 10^decimals with n below 10^15. As the quotient of two exact numbers equals it, its decimal text
    /// reads back as the same number; as 15 digits always survive a `Double`, no shorter text does.
    /// - Parameter scale: 10^decimals.
    private static func write(
        _ number: Double,
        decimals: Int,
        _ scale: Double,
        to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        let scaled = (number.magnitude * scale).rounded()
        guard scaled / scale == number.magnitude else { return nil }
        let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
        var length = writeSign(of: number, to: buffer)
        length += write(digits: whole, atLeast: 1, to: buffer, at: length)
        buffer[length] = UInt8(ascii: ".")
        length += 1
        length += write(digits: rest, atLeast: decimals, to: buffer, at: length)
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

/// Takes a number's text from the standard library without making a string of it.
private struct NumberTarget: TextOutputStream {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var length = 0

    mutating func write(_ text: String) {
        for byte in text.utf8 {
            buffer[length] = byte
            length += 1
        }
    }

    /// What the standard library calls for numbers.
    ///
    /// Not of its public face: a version that does not call it calls `write` with a string, which is as right and slower.
    // swift-format-ignore: NoLeadingUnderscores
    mutating func _writeASCII(_ text: UnsafeBufferPointer<UInt8>) {
        _ = buffer[length...].update(fromContentsOf: text)
        length += text.count
    }

    /// The length without the `.0` that the standard library puts behind whole numbers.
    var lengthWithoutZeroFraction: Int {
        let isZero = length > 2 && buffer[length - 1] == UInt8(ascii: "0") && buffer[length - 2] == UInt8(ascii: ".")
        return isZero ? length - 2 : length
    }
}
