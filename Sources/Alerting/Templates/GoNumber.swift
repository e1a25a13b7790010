import Telemetry

/// Numbers as Go's `fmt` prints them.
///
/// Digits are exact: a double is a finite decimal fraction, so rounding to a precision is decided on all its digits,
/// half to even, as Go does. Worked values: `%v` of 1e6 is `1e+06`, of 123456.0 is `123456`, of 0.00001 is `1e-05`;
/// `%.4g` of 1234567.0 is `1.235e+06`; `%.0f` of 2.5 is `2`.
package enum GoNumber {
    /// `%v`: the shortest digits that read back as the same value, with an exponent below 1e-4 and from 1e6 on.
    package static func text(_ value: Double) -> String { text(value, verb: "g", precision: nil) }

    /// One of the verbs `e f g E F G`.
    /// - Parameter precision: digits after the point, significant digits for `g`; nil for as many as needed.
    package static func text(_ value: Double, verb: Character, precision: Int?) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let sign = value.sign == .minus ? "-" : ""
        var digits = precision == nil ? DecimalDigits(shortest: value.magnitude) : DecimalDigits(exact: value.magnitude)
        let isUpper = verb.isUppercase
        switch verb {
        case "f", "F":
            if let precision { digits.round(to: digits.point + precision) }
            return sign + digits.plain(decimals: precision ?? max(digits.digits.count - digits.point, 0))
        case "e", "E":
            if let precision { digits.round(to: precision + 1) }
            return sign + digits.scientific(decimals: precision ?? max(digits.digits.count - 1, 0), upper: isUpper)
        default:
            var limit = precision.map { max($0, 1) } ?? 6
            if precision != nil {
                digits.round(to: limit)
                digits.dropTrailingZeros()
                if limit > digits.digits.count, digits.digits.count >= digits.point { limit = digits.digits.count }
            }
            let exponent = digits.point - 1
            if !digits.isZero, exponent < -4 || exponent >= limit {
                return sign + digits.scientific(decimals: max(digits.digits.count - 1, 0), upper: isUpper)
            }
            return sign + digits.plain(decimals: max(digits.digits.count - digits.point, 0))
        }
    }

    /// A duration as Go prints it: `1h30m0s`, `1.5s`, `250ms`, `0s`.
    package static func text(_ duration: Duration) -> String {
        if duration == .zero { return "0s" }
        let sign = duration < .zero ? "-" : ""
        let (seconds, attoseconds) = duration.components
        let whole = Int64(seconds.magnitude)
        let nanoseconds = Int64(attoseconds.magnitude / 1_000_000_000)
        if whole == 0 {
            let (divisor, unit): (Double, String) =
                nanoseconds < 1_000 ? (1, "ns") : nanoseconds < 1_000_000 ? (1e3, "µs") : (1e6, "ms")
            return sign + text(Double(nanoseconds) / divisor, verb: "f", precision: nil) + unit
        }
        let rest = text(Double(whole % 60) + Double(nanoseconds) / 1e9, verb: "f", precision: nil) + "s"
        if whole < 60 { return sign + rest }
        let minutes = "\(whole / 60 % 60)m\(rest)"
        return whole < 3_600 ? sign + minutes : "\(sign)\(whole / 3_600)h\(minutes)"
    }
}
