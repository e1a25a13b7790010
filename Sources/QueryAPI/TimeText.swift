import Alerting
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
        let calendar = CalendarTime(time)
        let date = "\(padded(Int(calendar.year), 4))-\(padded(calendar.month, 2))-\(padded(calendar.day, 2))"
        let clock = [calendar.hour, calendar.minute, calendar.second].map { padded($0, 2) }.joined(separator: ":")
        var fraction = calendar.millisecond == 0 ? "" : "." + padded(calendar.millisecond, 3)
        while fraction.last == "0" { fraction.removeLast() }
        return "\(date)T\(clock)\(fraction)Z"
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
