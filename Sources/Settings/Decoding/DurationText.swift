/// Durations as Prometheus writes them: `20s`, `1h30m`, `0`.
package enum DurationText {
    /// The units with their milliseconds, in the order in which they must stand.
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000),
        ("ms", 1),
    ]

    /// What is allowed, for messages.
    package static let allowed = "whole numbers with a unit of y, w, d, h, m, s or ms, such as 20s or 1h30m"

    /// Reads a duration: units from large to small, each at most once; `0` needs none.
    ///
    /// Nil when the text is not one, or longer than 292 years.
    package static func parse(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = text[...]
        var next = 0
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let number = Int64(digits), let unit = units[next...].firstIndex(where: { $0.name == name }) else {
                return nil
            }
            let (product, overflow) = number.multipliedReportingOverflow(by: units[unit].milliseconds)
            let (sum, carry) = total.addingReportingOverflow(product)
            guard !overflow, !carry, sum <= Int64.max / 1_000_000 else { return nil }
            total = sum
            next = unit + 1
        }
        return .milliseconds(total)
    }

    /// Writes a duration in the largest units that fit: `90s` becomes `1m30s`.
    package static func print(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        var rest = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        guard rest != 0 else { return "0s" }
        var text = ""
        for unit in units where unit.name != "y" && unit.name != "w" && rest >= unit.milliseconds {
            text += "\(rest / unit.milliseconds)\(unit.name)"
            rest %= unit.milliseconds
        }
        return text
    }
}
