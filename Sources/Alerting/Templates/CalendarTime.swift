package import Telemetry

/// A timestamp on the calendar, in UTC (proleptic Gregorian, as Go's `time.Time`).
package struct CalendarTime {
    package let year: Int64
    /// From 1.
    package let month: Int
    /// From 1.
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let millisecond: Int

    /// Takes a timestamp apart, by counting days in eras of 400 years that begin on the first of March.
    package init(_ time: Timestamp) {
        let milliseconds = time.millisecondsSince1970
        let days = Self.floor(milliseconds, 86_400_000)
        let rest = Int(milliseconds - days * 86_400_000)
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1_000 % 60
        millisecond = rest % 1_000
        let shifted = days + 719_468
        let era = Self.floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = Int((5 * dayOfYear + 2) / 153)
        day = Int(dayOfYear) - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// As Go prints a time: `2026-01-02 03:04:05.5 +0000 UTC`, the fraction only where there is one.
    var text: String {
        var fraction = millisecond == 0 ? "" : "." + Self.padded(millisecond, to: 3)
        while fraction.last == "0" { fraction.removeLast() }
        let date = "\(Self.padded(Int(year), to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
        let clock = [hour, minute, second].map { Self.padded($0, to: 2) }.joined(separator: ":")
        return "\(date) \(clock)\(fraction) +0000 UTC"
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
