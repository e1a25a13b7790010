/// A time of the week or month as `cron` writes it: `30 4 * * 1-5`, five fields, in UTC.
///
/// | field | values |
/// |---|---|
/// | minute | 0–59 |
/// | hour | 0–23 |
/// | day of the month | 1–31 |
/// | month | 1–12 or jan–dec |
/// | day of the week | 0–7 or sun–sat; 0 and 7 are Sunday |
///
/// A field is `*`, a value, a range `a-b`, any of these with a step `/n`, or several with commas. Where both days are
/// restricted, either suffices (crontab(5)).
public struct CronSchedule: Sendable, Hashable {
    /// The five fields as they were written, with one space between them.
    public let text: String
    private let minutes: Set<Int>
    private let hours: Set<Int>
    private let days: Set<Int>?
    private let months: Set<Int>
    private let weekdays: Set<Int>?

    /// Why a text is none.
    public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// What is wrong, with what was seen and what is allowed.
        public let description: String
    }

    /// Reads five fields.
    public init(parsing text: String) throws(ParseError) {
        let fields = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count == 5 else {
            throw ParseError(
                description: "\"\(text)\" has \(fields.count) fields; allowed are five: minute hour day month weekday"
            )
        }
        self.text = fields.joined(separator: " ")
        minutes = try Self.values(of: fields[0], "minute", 0...59)
        hours = try Self.values(of: fields[1], "hour", 0...23)
        days = fields[2] == "*" ? nil : try Self.values(of: fields[2], "day of the month", 1...31)
        months = try Self.values(of: fields[3], "month", 1...12, names: Self.monthNames, first: 1)
        let weekdays = try Self.values(of: fields[4], "day of the week", 0...7, names: Self.weekdayNames, first: 0)
        self.weekdays = fields[4] == "*" ? nil : Set(weekdays.map { $0 % 7 })
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    private static func values(
        of field: String,
        _ name: String,
        _ range: ClosedRange<Int>,
        names: [String] = [],
        first: Int = 0
    ) throws(ParseError) -> Set<Int> {
        let mistake = ParseError(
            description: "\"\(field)\" is not a \(name); allowed are *, \(range.lowerBound)-\(range.upperBound)"
                + (names.isEmpty ? "" : ", \(names.joined(separator: ", "))")
                + ", ranges a-b, steps /n and lists with commas"
        )
        func number(_ text: Substring) throws(ParseError) -> Int {
            if let place = names.firstIndex(of: text.lowercased()) { return place + first }
            guard let value = Int(text), range.contains(value) else { throw mistake }
            return value
        }
        var values: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(sides.count), let span = sides.first else { throw mistake }
            let step = sides.count == 2 ? Int(sides[1]) : 1
            guard let step, step > 0 else { throw mistake }
            let bounds: ClosedRange<Int>
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            if span == "*" {
                bounds = range
            } else if ends.count == 2 {
                let (low, high) = (try number(ends[0]), try number(ends[1]))
                guard low <= high else { throw mistake }
                bounds = low...high
            } else if ends.count == 1 {
                let value = try number(ends[0])
                bounds = value...(sides.count == 2 ? range.upperBound : value)
            } else {
                throw mistake
            }
            values.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        return values
    }

    /// Whether it names the minute of a time.
    package func names(_ time: Timestamp) -> Bool {
        let date = CivilDate(time)
        return minutes.contains(date.minute) && hours.contains(date.hour) && namesDay(date)
    }

    /// The first minute after a time that it names; nil if none comes in four years.
    package func next(after time: Timestamp) -> Timestamp? {
        let end = time + .seconds(4 * 366 * 86_400)
        let minute = Int(time.millisecondsSince1970) - Int(time.millisecondsSince1970).modulo(60_000)
        var candidate = Timestamp(millisecondsSince1970: Int64(minute + 60_000))
        while candidate < end {
            let date = CivilDate(candidate)
            if !namesDay(date) {
                candidate = candidate + .seconds(86_400 - date.secondOfDay)
            } else if !hours.contains(date.hour) {
                candidate = candidate + .seconds(3_600 - date.minute * 60)
            } else if !minutes.contains(date.minute) {
                candidate = candidate + .seconds(60)
            } else {
                return candidate
            }
        }
        return nil
    }

    private func namesDay(_ date: CivilDate) -> Bool {
        guard months.contains(date.month) else { return false }
        switch (days, weekdays) {
        case (nil, nil): return true
        case (let days?, nil): return days.contains(date.day)
        case (nil, let weekdays?): return weekdays.contains(date.weekday)
        case (let days?, let weekdays?): return days.contains(date.day) || weekdays.contains(date.weekday)
        }
    }
}
