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
            (1...12).contains(month), (1...CivilDate.days(ofMonth: month, in: year)).contains(day), hour < 24,
            minute < 60, second < 60
        else { return nil }
        let sign = match.8 == "-" ? -1 : 1
        let zone = sign * ((match.9.flatMap { Int($0) } ?? 0) * 60 + (match.10.flatMap { Int($0) } ?? 0))
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        let minutes = (CivilDate.days(year: year, month: month, day: day) * 24 + hour) * 60 + minute - zone
        return Timestamp(
            millisecondsSince1970: Int64(minutes * 60 + second) * 1_000 + Int64((fraction * 1_000).rounded())
        )
    }

    /// As Prometheus writes a moment: `2026-11-26T07:00:00.5Z`.
    static func text(_ time: Timestamp) -> String { CalendarTime(time).rfc3339 }
}
