import Telemetry

/// A UTC date and time of day, as cron expressions and the panel's texts need it.
struct CivilTime: Equatable, Sendable {
    var year: Int
    /// 1 to 12.
    var month: Int
    /// 1 to 31.
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    /// 0 is Sunday.
    var weekday: Int

    /// Reads a timestamp, fractions of a second cut off.
    init(_ time: Timestamp) {
        let date = CivilDate(time)
        (year, month, day) = (date.year, date.month, date.day)
        (hour, minute, second) = (date.hour, date.minute, date.second)
        weekday = date.weekday
    }

    /// `2024-10-24T17:30:24+00:00`, the panel's form.
    var iso: String { "\(date)T\(clock)+00:00" }

    /// `2024-10-24 17:30:24`, as in the name of a backup without a name.
    var spaced: String { "\(date) \(clock)" }

    /// `2024-10-24T173024Z`, as in the name of an archive.
    var compact: String { "\(date)T\(padded(hour))\(padded(minute))\(padded(second))Z" }

    /// `2024-10-24T17:30:24.000000Z`, as the application API writes variables' times.
    var isoMicroseconds: String { "\(date)T\(clock).000000Z" }

    /// `Thu, 24 Oct 2024 17:30:24 GMT`, the form of HTTP headers.
    var http: String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(days[weekday]), \(padded(day)) \(months[month - 1]) \(year) \(clock) GMT"
    }

    private var date: String { "\(year)-\(padded(month))-\(padded(day))" }

    private var clock: String { "\(padded(hour)):\(padded(minute)):\(padded(second))" }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int64 {
    /// The quotient rounded towards minus infinity.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Timestamp {
    /// `2024-10-24T17:30:24+00:00`.
    var iso: String { CivilTime(self).iso }
}
