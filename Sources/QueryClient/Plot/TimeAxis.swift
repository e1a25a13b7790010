internal import Telemetry

/// The scale of a plot's times: ticks at whole seconds, minutes, hours or days of UTC.
struct TimeAxis {
    /// A time that is named.
    struct Tick: Equatable {
        let time: Timestamp
        let label: String
    }

    let start: Timestamp
    let end: Timestamp
    let ticks: [Tick]

    private static let steps: [Int64] = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
        604_800, 2_592_000, 7_776_000, 31_536_000,
    ]

    /// - Parameter width: how many characters there are for the labels.
    init(from start: Timestamp, through end: Timestamp, width: Int) {
        self.start = start
        self.end = max(end, start + .milliseconds(1))
        let span = (self.end - start).wholeMilliseconds
        let namesDays = span >= 86_400_000
        let labelWidth = Int64(namesDays ? 13 : 10)
        let room = max(1, Int64(width) / labelWidth)
        let step = (Self.steps.first { span / ($0 * 1_000) <= room } ?? Self.steps.last ?? 1) * 1_000
        var ticks: [Tick] = []
        let remainder = start.millisecondsSince1970 % step
        var time = start.millisecondsSince1970 + (remainder == 0 ? 0 : step - (remainder + step) % step)
        while time <= self.end.millisecondsSince1970, ticks.count < 200 {
            let moment = Timestamp(millisecondsSince1970: time)
            ticks.append(Tick(time: moment, label: Self.label(of: moment, step: step, namesDays: namesDays)))
            time += step
        }
        self.ticks = ticks
    }

    /// Where a time stands between the ends: 0 to 1.
    func position(of time: Timestamp) -> Double {
        Double((time - start).wholeMilliseconds) / Double((end - start).wholeMilliseconds)
    }

    private static func label(of time: Timestamp, step: Int64, namesDays: Bool) -> String {
        let date = CivilDate(time)
        let clock = "\(two(date.hour)):\(two(date.minute))"
        let day = "\(two(date.month))-\(two(date.day))"
        if step >= 86_400_000 { return day }
        if namesDays { return "\(day) \(clock)" }
        return step < 60_000 ? "\(clock):\(two(date.second))" : clock
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
