/// Numbers for people, exactly as Prometheus writes them (`template/template.go` and `common/helpers/templates`).
///
/// | value | humanize | humanize1024 | humanizeDuration | humanizePercentage |
/// |---|---|---|---|---|
/// | 1234567 | `1.235M` | `1.177Mi` | `14d 6h 56m 7s` | `1.235e+08%` |
/// | 0.0015 | `1.5m` | `0.0015` | `1.5ms` | `0.15%` |
package enum Humanize {
    private static let large = ["k", "M", "G", "T", "P", "E", "Z", "Y"]
    private static let small = ["m", "u", "n", "p", "f", "a", "z", "y"]

    /// With a prefix of the powers of 1000.
    package static func decimal(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return four(value) }
        guard value.magnitude < 1 else { return scaled(value, up: large, by: 1_000) }
        let (digits, prefix) = shrunk(value)
        return digits + prefix
    }

    /// With a prefix of the powers of 1024.
    static func binary(_ value: Double) -> String {
        guard value.magnitude > 1, value.isFinite else { return four(value) }
        return scaled(value, up: ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"], by: 1_024)
    }

    /// Seconds as days, hours, minutes and seconds.
    static func duration(seconds value: Double) -> String {
        guard value.isFinite else { return four(value) }
        if value == 0 { return four(value) + "s" }
        guard value.magnitude >= 1 else {
            let (digits, prefix) = shrunk(value)
            return "\(digits)\(prefix)s"
        }
        let sign = value < 0 ? "-" : ""
        let whole = Int64(exactly: min(value.magnitude, 9e18).rounded(.down)) ?? 0
        let (seconds, minutes, hours, days) = (whole % 60, whole / 60 % 60, whole / 3_600 % 24, whole / 86_400)
        if days != 0 { return "\(sign)\(days)d \(hours)h \(minutes)m \(seconds)s" }
        if hours != 0 { return "\(sign)\(hours)h \(minutes)m \(seconds)s" }
        if minutes != 0 { return "\(sign)\(minutes)m \(seconds)s" }
        return sign + four(value.magnitude) + "s"
    }

    /// A ratio in percent.
    static func percentage(_ value: Double) -> String { four(value * 100) + "%" }

    private static func four(_ value: Double) -> String { GoNumber.text(value, verb: "g", precision: 4) }

    private static func scaled(_ value: Double, up prefixes: [String], by factor: Double) -> String {
        var (value, prefix) = (value, "")
        for next in prefixes {
            if value.magnitude < factor { break }
            (value, prefix) = (value / factor, next)
        }
        return four(value) + prefix
    }

    private static func shrunk(_ value: Double) -> (String, String) {
        var (value, prefix) = (value, "")
        for next in small {
            if value.magnitude >= 1 { break }
            (value, prefix) = (value * 1_000, next)
        }
        return (four(value), prefix)
    }
}
