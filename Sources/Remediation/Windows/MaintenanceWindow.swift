public import PromQL
public import Telemetry

/// A time in which somebody works on servers, so that nothing is done to them.
public struct MaintenanceWindow: Sendable, Equatable {
    /// When.
    public enum Times: Sendable, Equatable {
        /// Once.
        case once(from: Timestamp, to: Timestamp)
        /// Again and again, each time so long; at most a week.
        case recurring(CronSchedule, lasting: Duration)
    }

    /// Its name, for the explanation.
    public var name: String
    /// Which servers; without matchers all.
    public var servers: [LabelMatcher]
    /// When.
    public var times: Times

    /// Makes a window.
    public init(name: String, servers: [LabelMatcher] = [], times: Times) {
        self.name = name
        self.servers = servers
        self.times = times
    }

    /// Whether it is open at a time.
    public func isOpen(at now: Timestamp) -> Bool {
        switch times {
        case .once(let from, let to):
            return now >= from && now < to
        case .recurring(let schedule, let length):
            let minute = Timestamp(millisecondsSince1970: now.millisecondsSince1970 / 60_000 * 60_000)
            var start = minute
            while now - start < length {
                if schedule.names(start) { return true }
                start = start - .seconds(60)
            }
            return false
        }
    }
}
