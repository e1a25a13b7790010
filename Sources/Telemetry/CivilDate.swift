/// A day of the proleptic Gregorian calendar and a second of it, in UTC.
///
/// Days become dates as in Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last of its
/// year, and an era is 400 years.
package struct CivilDate: Sendable, Equatable {
    /// Negative before 1970.
    package let daysSince1970: Int
    /// 0 to 86,399.
    package let secondOfDay: Int
    /// The year.
    package let year: Int
    /// From 1.
    package let month: Int
    /// From 1.
    package let day: Int

    /// The date of a number of seconds.
    package init(secondsSince1970 seconds: Int) {
        secondOfDay = seconds.modulo(86_400)
        daysSince1970 = (seconds - secondOfDay) / 86_400
        let shifted = daysSince1970 + 719_468
        let dayOfEra = shifted.modulo(146_097)
        let era = (shifted - dayOfEra) / 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The date of a time, whose fraction of a second is cut off.
    package init(_ time: Timestamp) {
        let milliseconds = Int(time.millisecondsSince1970)
        self.init(secondsSince1970: (milliseconds - milliseconds.modulo(1_000)) / 1_000)
    }

    /// The hour, 0 to 23.
    package var hour: Int { secondOfDay / 3_600 }

    /// The minute, 0 to 59.
    package var minute: Int { secondOfDay / 60 % 60 }

    /// The second, 0 to 59.
    package var second: Int { secondOfDay % 60 }

    /// The day of the week; 0 is Sunday.
    package var weekday: Int { (daysSince1970 + 4).modulo(7) }

    /// The days from 1970 to a date.
    package static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let yearOfEra = year.modulo(400)
        let era = (year - yearOfEra) / 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// How many days a month has.
    package static func days(ofMonth month: Int, in year: Int) -> Int {
        let isLast = month == 12
        let next = days(year: isLast ? year + 1 : year, month: isLast ? 1 : month + 1, day: 1)
        return next - days(year: year, month: month, day: 1)
    }
}

extension Int {
    /// The remainder that is never negative.
    package func modulo(_ divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
