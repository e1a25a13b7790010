/// Numbers as text.
public enum DecimalText {
    /// The shortest text that reads back to the same number, never with an exponent, as Prometheus' HTTP interface and
    /// `count_values` write it.
    ///
    ///     1            "1"
    ///     0.000001     "0.000001"
    ///     1e21         "1000000000000000000000"
    ///     infinity     "+Inf"
    public static func plain(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let sign = value.sign == .minus ? "-" : ""
        var digits = "\(value.magnitude)"
        var exponent = 0
        if let mark = digits.firstIndex(of: "e") {
            exponent = Int(digits[digits.index(after: mark)...]) ?? 0
            digits = String(digits[..<mark])
        }
        let parts = digits.split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
        let all = (parts.first.map(String.init) ?? "0") + fraction
        let point = all.count - fraction.count + exponent
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + all }
        if point >= all.count { return sign + all + String(repeating: "0", count: point - all.count) }
        return sign + all.prefix(point) + "." + all.dropFirst(point)
    }

    /// The text as OpenMetrics writes it, which always shows that it is no integer: `1.0`, `0.5`, `1e+06`, `+Inf`.
    static func openMetrics(_ value: Double) -> String {
        let text = short(value)
        return value.isFinite && !text.contains { ".e".contains($0) } ? text + ".0" : text
    }

    /// The shortest text, with an exponent from a million on and below a ten-thousandth, as Go's `%g` writes it.
    static func short(_ value: Double) -> String { short(value, exponentFrom: 1e6) }

    /// The text of two digits, with an exponent from a hundred on and below a ten-thousandth, as Go's `%.2g` writes it.
    static func twoDigits(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return plain(value) }
        let places = 1 - Int(MathFunctions.logarithm10(value.magnitude).rounded(.down))
        let scale = MathFunctions.power(10, Double(places.magnitude))
        let rounded = places > 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
        return short(rounded.isFinite ? rounded : value, exponentFrom: 100)
    }

    private static func short(_ value: Double, exponentFrom limit: Double) -> String {
        guard value.isFinite, value != 0, value.magnitude >= limit || value.magnitude < 1e-4 else {
            return plain(value)
        }
        var digits = String(plain(value.magnitude).filter(\.isNumber).drop { $0 == "0" })
        while digits.last == "0" { digits.removeLast() }
        let text = "\(value.magnitude)"
        let mark = text.firstIndex(of: "e")
        let exponent =
            mark.flatMap { Int(text[text.index(after: $0)...]) } ?? text.prefix { $0 != "." }.count - 1
        let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
        let padding = exponent.magnitude < 10 ? "0" : ""
        return
            "\(value < 0 ? "-" : "")\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(exponent.magnitude)"
    }

    /// The text with six decimals, as Go's `%f` writes it; that of a number beyond some billions has as many as it needs.
    static func sixDecimals(_ value: Double) -> String {
        let millionths = (value.magnitude * 1e6).rounded()
        guard millionths < 0x1p53 else { return plain(value) }
        let digits = String(Int64(millionths))
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return "\(value < 0 ? "-" : "")\(padded.dropLast(6)).\(padded.suffix(6))"
    }

    /// The shortest text that the lexer reads back to the same number.
    static func literal(_ value: Double) -> String {
        // A sign would be an operator, and bind weaker than a power behind it.
        if value == .infinity { return "Inf" }
        guard value.isFinite, value.magnitude >= 1e21 || value.magnitude < 1e-6, value != 0 else { return plain(value) }
        return "\(value)"
    }
}
