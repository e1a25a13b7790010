/// The times of a schedule, in the panel's time zone, in the words of cron.
public struct Cron: Sendable, Hashable {
    /// 0 to 59.
    public var minute: String
    /// 0 to 23.
    public var hour: String
    /// 1 to 31.
    public var dayOfMonth: String
    /// 1 to 12.
    public var month: String
    /// 0 to 6, 0 is Sunday.
    public var dayOfWeek: String

    /// Makes the times; what is left out is every one.
    public init(
        minute: String = "*",
        hour: String = "*",
        dayOfMonth: String = "*",
        month: String = "*",
        dayOfWeek: String = "*"
    ) {
        self.minute = minute
        self.hour = hour
        self.dayOfMonth = dayOfMonth
        self.month = month
        self.dayOfWeek = dayOfWeek
    }
}

extension Cron {
    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            minute: try at["minute"].stringIfAny() ?? "*",
            hour: try at["hour"].stringIfAny() ?? "*",
            dayOfMonth: try at["day_of_month"].stringIfAny() ?? "*",
            month: try at["month"].stringIfAny() ?? "*",
            dayOfWeek: try at["day_of_week"].stringIfAny() ?? "*"
        )
    }
}
