/// What is said of a schedule when it is made or changed: always all of it, since the panel takes a missing flag for false.
public struct ScheduleSettings: Sendable, Hashable {
    /// At most 191 characters.
    public var name: String
    /// When, in the panel's time zone.
    public var cron: Cron
    /// Whether it is switched on.
    public var isActive: Bool
    /// Whether it is left out while the server is not running.
    public var isOnlyWhenOnline: Bool

    /// Makes settings.
    public init(name: String, cron: Cron, isActive: Bool = true, isOnlyWhenOnline: Bool = false) {
        self.name = name
        self.cron = cron
        self.isActive = isActive
        self.isOnlyWhenOnline = isOnlyWhenOnline
    }

    var body: JSONValue {
        [
            "name": .string(name), "minute": .string(cron.minute), "hour": .string(cron.hour),
            "day_of_month": .string(cron.dayOfMonth), "month": .string(cron.month),
            "day_of_week": .string(cron.dayOfWeek), "is_active": .bool(isActive),
            "only_when_online": .bool(isOnlyWhenOnline),
        ]
    }
}

extension Schedule {
    /// Its settings, to be changed and sent back.
    public var settings: ScheduleSettings {
        ScheduleSettings(name: name, cron: cron, isActive: isActive, isOnlyWhenOnline: isOnlyWhenOnline)
    }
}
