package import Telemetry

/// A timestamp on the calendar, in UTC, as it is written.
package struct CalendarTime {
    private let date: CivilDate
    private let millisecond: Int

    /// Takes a timestamp apart.
    package init(_ time: Timestamp) {
        date = CivilDate(time)
        millisecond = Int(time.millisecondsSince1970).modulo(1_000)
    }

    /// As Go prints a time: `2026-01-02 03:04:05.5 +0000 UTC`, the fraction only where there is one.
    var text: String { "\(day) \(clock) +0000 UTC" }

    /// As RFC 3339 has it: `2026-01-02T03:04:05.5Z`.
    package var rfc3339: String { "\(day)T\(clock)Z" }

    private var day: String {
        "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month, to: 2))-\(Self.padded(date.day, to: 2))"
    }

    private var clock: String {
        var fraction = millisecond == 0 ? "" : "." + Self.padded(millisecond, to: 3)
        while fraction.last == "0" { fraction.removeLast() }
        return [date.hour, date.minute, date.second].map { Self.padded($0, to: 2) }.joined(separator: ":") + fraction
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
