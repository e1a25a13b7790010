import PromQL
import Telemetry

/// Times and durations as requests write them.
enum TimeText {
    /// Seconds since 1970, with a fraction or without, or RFC 3339.
    static func time(_ text: String) -> Timestamp? {
        if let seconds = Double(text) {
            guard seconds.magnitude < 9e12 else { return nil }
            return Timestamp(millisecondsSince1970: Int64((seconds * 1_000).rounded()))
        }
        return rfc3339(text)
    }

    /// Seconds, with a fraction or without, or as in an expression: `1h30m`.
    static func duration(_ text: String) -> Duration? {
        if let seconds = Double(text) {
            guard seconds.magnitude < 9e12 else { return nil }
            return .milliseconds(Int64((seconds * 1_000).rounded()))
        }
        guard let expression = try? Expression(parsing: text), case .number(let number) = expression.root.form else {
            return nil
        }
        return .milliseconds(Int64((number.value * 1_000).rounded()))
    }

    /// `2026-11-26T07:00:00.5+01:00`.
    private static func rfc3339(_ text: String) -> Timestamp? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))/
            ), let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6),
            (1...12).contains(month), (1...days(of: month, in: year)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let sign = match.8 == "-" ? -1 : 1
        let zone = sign * ((match.9.flatMap { Int($0) } ?? 0) * 60 + (match.10.flatMap { Int($0) } ?? 0))
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        let minutes = (dayNumber(year, month, day) * 24 + hour) * 60 + minute - zone
        return Timestamp(
            millisecondsSince1970: Int64(minutes * 60 + second) * 1_000 + Int64((fraction * 1_000).rounded())
        )
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// The days since 1970, counted in eras of 400 years that begin on the first of March.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// As Prometheus writes a moment: `2026-11-26T07:00:00.5Z`.
    static func text(_ time: Timestamp) -> String {
        let milliseconds = time.millisecondsSince1970
        let (day, rest) = (floor(milliseconds, 86_400_000), milliseconds - floor(milliseconds, 86_400_000) * 86_400_000)
        let shifted = day + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let date = [
            padded(yearOfEra + era * 400 + (month >= 10 ? 1 : 0), 4), padded(month < 10 ? month + 3 : month - 9, 2),
            padded(dayOfYear - (153 * month + 2) / 5 + 1, 2),
        ]
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        var fraction = rest % 1_000 == 0 ? "" : "." + padded(rest % 1_000, 3)
        while fraction.last == "0" { fraction.removeLast() }
        return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":"))\(fraction)Z"
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
