/// A moment, in milliseconds since 1970-01-01 00:00 UTC without leap seconds.
public struct PanelTime: Sendable, Hashable, Comparable {
    /// The milliseconds.
    public let millisecondsSince1970: Int64

    /// Makes a time.
    public init(millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

    /// Reads an ISO 8601 time as the panel and Wings write it; nil for anything else.
    ///
    /// | Text | Where |
    /// |---|---|
    /// | `2024-10-24T17:30:24+00:00` | application API in UTC, client API in the panel's zone, files in the node's |
    /// | `2024-10-24T17:30:24.000000Z` | variables on the application API |
    ///
    /// The offset may be `Z`, `±hh:mm` or `±hhmm`; of a fraction the first three digits count.
    public init?(parsing text: String) {
        var scanner = Scanner(text)
        guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
            scanner.take("-"), let day = scanner.number(digits: 2), scanner.take("T") || scanner.take(" "),
            let hour = scanner.number(digits: 2), scanner.take(":"), let minute = scanner.number(digits: 2),
            scanner.take(":"), let second = scanner.number(digits: 2), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        let milliseconds = scanner.take(".") ? scanner.fraction() : 0
        guard let milliseconds, let offset = scanner.offsetMinutes(), scanner.isAtEnd else { return nil }
        let days = Self.daysSince1970(year: year, month: month, day: day)
        let minutes = (days * 24 + hour) * 60 + minute - offset
        self.init(millisecondsSince1970: (minutes * 60 + second) * 1000 + milliseconds)
    }

    /// The time that lies a duration later.
    public static func + (time: Self, duration: Duration) -> Self {
        Self(millisecondsSince1970: time.millisecondsSince1970 + duration.wholeMilliseconds)
    }

    /// The time that lies a duration earlier.
    public static func - (time: Self, duration: Duration) -> Self {
        Self(millisecondsSince1970: time.millisecondsSince1970 - duration.wholeMilliseconds)
    }

    /// The duration from one time to another, negative when the first is the earlier one.
    public static func - (later: Self, earlier: Self) -> Duration {
        .milliseconds(later.millisecondsSince1970 - earlier.millisecondsSince1970)
    }

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.millisecondsSince1970 < rhs.millisecondsSince1970 }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to a day of the Gregorian calendar; years are counted from March, so that the leap day is last.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    /// Takes an ISO 8601 text apart.
    private struct Scanner {
        private var rest: Substring.UTF8View

        init(_ text: String) { self.rest = text[...].utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(digits: Int) -> Int64? {
            let head = rest.prefix(digits)
            guard head.count == digits, head.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                return nil
            }
            rest.removeFirst(digits)
            return head.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }

        /// The milliseconds of a fraction of any length.
        mutating func fraction() -> Int64? {
            var value: Int64 = 0
            var count = 0
            while let digit = number(digits: 1) {
                if count < 3 { value = value * 10 + digit }
                count += 1
            }
            guard count > 0 else { return nil }
            while count < 3 {
                value *= 10
                count += 1
            }
            return value
        }

        mutating func offsetMinutes() -> Int64? {
            if take("Z") { return 0 }
            let isPositive = take("+")
            guard isPositive || take("-"), let hours = number(digits: 2) else { return nil }
            _ = take(":")
            guard let minutes = number(digits: 2), hours < 24, minutes < 60 else { return nil }
            return (isPositive ? 1 : -1) * (hours * 60 + minutes)
        }
    }
}

extension Duration {
    /// The duration in milliseconds, cut towards zero.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
