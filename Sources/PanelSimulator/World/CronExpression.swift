package import Telemetry

/// The five fields of a schedule as the panel shows them, evaluated in UTC.
///
/// The panel gives the same fields to dragonmantank/cron-expression (`app/Helpers/Utilities.php`).
package struct CronExpression: Equatable, Sendable {
    /// The fields as the panel shows them.
    package let minute, hour, dayOfMonth, month, dayOfWeek: String
    private let schedule: CronSchedule

    /// Reads five fields; nil when one is not a cron field.
    package init?(minute: String, hour: String, dayOfMonth: String = "*", month: String = "*", dayOfWeek: String = "*")
    {
        let fields = [minute, hour, dayOfMonth, month, dayOfWeek]
        guard let schedule = try? CronSchedule(parsing: fields.joined(separator: " ")) else { return nil }
        self.minute = minute
        self.hour = hour
        self.dayOfMonth = dayOfMonth
        self.month = month
        self.dayOfWeek = dayOfWeek
        self.schedule = schedule
    }

    /// The first matching minute after a time; nil if none comes in four years.
    package func next(after time: Timestamp) -> Timestamp? { schedule.next(after: time) }
}
