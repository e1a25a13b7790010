package import Telemetry

/// The five fields of a schedule, evaluated in UTC: numbers, `*`, lists, ranges and steps.
///
/// As in cron, a day matches when either day field does, if both are restricted (panel `app/Helpers/Utilities.php`
/// gives the same fields to dragonmantank/cron-expression).
package struct CronExpression: Equatable, Sendable {
    /// The fields as the panel shows them.
    package let minute, hour, dayOfMonth, month, dayOfWeek: String
    private let minutes, hours, days, months, weekdays: Set<Int>

    /// Reads five fields; nil when one is not a cron field.
    package init?(minute: String, hour: String, dayOfMonth: String = "*", month: String = "*", dayOfWeek: String = "*")
    {
        guard let minutes = Self.field(minute, 0...59), let hours = Self.field(hour, 0...23),
            let days = Self.field(dayOfMonth, 1...31), let months = Self.field(month, 1...12),
            let weekdays = Self.field(dayOfWeek, 0...7)
        else { return nil }
        self.minute = minute
        self.hour = hour
        self.dayOfMonth = dayOfMonth
        self.month = month
        self.dayOfWeek = dayOfWeek
        self.minutes = minutes
        self.hours = hours
        self.days = days
        self.months = months
        self.weekdays = Set(weekdays.map { $0 % 7 })
    }

    /// The first matching minute after a time; nil if none comes in four years.
    package func next(after time: Timestamp) -> Timestamp? {
        let minuteLength: Int64 = 60_000
        let end = time + .seconds(4 * 366 * 86_400)
        var candidate = Timestamp(
            millisecondsSince1970: (time.millisecondsSince1970.flooredQuotient(by: minuteLength) + 1) * minuteLength
        )
        while candidate < end {
            let civil = CivilTime(candidate)
            if !months.contains(civil.month) || !matchesDay(civil) {
                candidate = candidate + .seconds(86_400 - civil.hour * 3_600 - civil.minute * 60)
            } else if !hours.contains(civil.hour) {
                candidate = candidate + .seconds(3_600 - civil.minute * 60)
            } else if !minutes.contains(civil.minute) {
                candidate = candidate + .seconds(60)
            } else {
                return candidate
            }
        }
        return nil
    }

    private func matchesDay(_ civil: CivilTime) -> Bool {
        let isDay = days.contains(civil.day)
        let isWeekday = weekdays.contains(civil.weekday)
        return dayOfMonth == "*" || dayOfWeek == "*" ? isDay && isWeekday : isDay || isWeekday
    }

    private static func field(_ text: String, _ range: ClosedRange<Int>) -> Set<Int>? {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard let head = halves.first, halves.count <= 2 else { return nil }
            let step = halves.count == 2 ? Int(halves[1]) ?? 0 : 1
            let ends = head.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
            let span: ClosedRange<Int>
            if head == "*" {
                span = range
            } else if ends.count == 1, range.contains(ends[0]) {
                span = halves.count == 2 ? ends[0]...range.upperBound : ends[0]...ends[0]
            } else if ends.count == 2, range.contains(ends[0]), range.contains(ends[1]), ends[0] <= ends[1] {
                span = ends[0]...ends[1]
            } else {
                return nil
            }
            guard step > 0 else { return nil }
            values.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
        }
        return values
    }
}
