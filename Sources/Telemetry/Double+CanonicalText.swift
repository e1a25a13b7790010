extension Double {
    /// The number as OpenMetrics writes a bucket's bound: shortest digits that read back, always with `.` or an exponent.
    ///
    /// Prometheus 3 rewrites `le` to this form on ingestion and Prometheus 2 does not, so writing any other form splits
    /// a series in two on an upgrade (OpenMetrics 1.0, "Considerations: Canonical Numbers").
    ///
    /// | number | text |
    /// |---|---|
    /// | 1 | `1.0` |
    /// | 0.25 | `0.25` |
    /// | 100000 | `100000.0` |
    /// | 1000000 | `1e+06` |
    /// | 0.00001 | `1e-05` |
    /// | infinity | `+Inf` |
    public var canonicalText: String {
        guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-Inf" : "+Inf" }
        guard self != 0 else { return sign == .minus ? "-0.0" : "0.0" }
        let (digits, exponent) = Self.decimal(of: magnitude)
        let prefix = self < 0 ? "-" : ""
        if exponent < -4 || exponent >= 6 { return prefix + Self.scientific(digits, exponent) }
        if exponent < 0 { return prefix + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let padded = digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
        let fraction = padded.dropFirst(exponent + 1)
        return prefix + padded.prefix(exponent + 1) + "." + (fraction.isEmpty ? "0" : fraction)
    }

    /// The shortest digits of a positive number, without leading or trailing zeros, and the power of ten of the first.
    private static func decimal(of number: Double) -> (digits: String, exponent: Int) {
        let parts = number.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let whole = String(mantissa[0])
        let all = whole + (mantissa.count > 1 ? String(mantissa[1]) : "")
        let leading = all.prefix { $0 == "0" }.count
        var digits = String(all.dropFirst(leading))
        while digits.hasSuffix("0") { digits.removeLast() }
        return (digits, written + whole.count - 1 - leading)
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let fraction = digits.dropFirst()
        let power = String(exponent.magnitude)
        return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e" + (exponent < 0 ? "-" : "+")
            + (power.count < 2 ? "0" + power : power)
    }
}
