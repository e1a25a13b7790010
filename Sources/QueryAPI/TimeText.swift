import Alerting
import PromQL
package import Telemetry

/// Times and durations as requests write them.
package enum TimeText {
    /// Seconds since 1970, with a fraction or without, or RFC 3339.
    package static func time(_ text: String) -> Timestamp? {
        if let seconds = Double(text) {
            guard seconds.magnitude < 9e12 else { return nil }
            return Timestamp(millisecondsSince1970: Int64((seconds * 1_000).rounded()))
        }
        return Timestamp(rfc3339: text)
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

    /// As Alertmanager writes a moment, always with milliseconds: `2026-11-26T07:00:00.500Z`.
    static func milliseconds(_ time: Timestamp) -> String {
        let rest = Int(time.millisecondsSince1970).modulo(1_000)
        let second = CalendarTime(time - .milliseconds(rest)).rfc3339
        return second.dropLast() + "." + String(repeating: "0", count: 3 - "\(rest)".count) + "\(rest)Z"
    }

    /// As Prometheus writes a moment: `2026-11-26T07:00:00.5Z`.
    package static func text(_ time: Timestamp) -> String { CalendarTime(time).rfc3339 }
}
