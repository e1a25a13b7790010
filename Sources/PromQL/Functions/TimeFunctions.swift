internal import Telemetry

/// Functions of time: the evaluation's own, and the parts of a date in UTC.
enum TimeFunctions {
    static let all: [Function] = [
        Function("time", [], gives: .scalar, .whole { .scalar($0.moment.time.secondsSince1970) }),
        Function("start", [], gives: .scalar, .whole { .scalar($0.moment.start.secondsSince1970) }),
        Function("end", [], gives: .scalar, .whole { .scalar($0.moment.end.secondsSince1970) }),
        Function("step", [], gives: .scalar, .whole { .scalar($0.moment.step.inSeconds) }),
        Function("range", [], gives: .scalar, .whole { .scalar(($0.moment.end - $0.moment.start).inSeconds) }),
        Function("timestamp", [.vector], .timestamp),
        part("minute") { Double($0.secondOfDay / 60 % 60) },
        part("hour") { Double($0.secondOfDay / 3_600) },
        part("day_of_week") { Double(($0.daysSince1970 + 4).modulo(7)) },
        part("day_of_month") { Double($0.day) },
        part("day_of_year") { Double($0.daysSince1970 - CivilDate.days(year: $0.year, month: 1, day: 1) + 1) },
        part("days_in_month") { date in
            let isLast = date.month == 12
            let next = CivilDate.days(year: date.year + (isLast ? 1 : 0), month: isLast ? 1 : date.month + 1, day: 1)
            return Double(next - CivilDate.days(year: date.year, month: date.month, day: 1))
        },
        part("month") { Double($0.month) },
        part("year") { Double($0.year) },
    ]

    /// A part of the date whose seconds since 1970 are an element's value; without an argument, of the evaluation time.
    private static func part(_ name: String, _ part: @escaping @Sendable (CivilDate) -> Double) -> Function {
        @Sendable func value(_ seconds: Double) -> Double { CivilDate(secondsSince1970: seconds).map(part) ?? .nan }
        return Function(
            name,
            [.vector],
            optional: 1,
            .whole { invocation throws(EvaluationError) in
                guard !invocation.arguments.isEmpty else {
                    return .vector([
                        VectorElement(labels: .empty, value: value(invocation.moment.time.secondsSince1970))
                    ])
                }
                return .vector(
                    try invocation.vector(0).map {
                        VectorElement(labels: $0.labels.withoutMetricIdentity, value: value($0.value))
                    }
                    .withUniqueLabels()
                )
            }
        )
    }
}

/// A day of the Gregorian calendar and a time in it, UTC.
struct CivilDate {
    let daysSince1970: Int
    let secondOfDay: Int
    let year: Int
    let month: Int
    let day: Int

    /// The date of a number of seconds, its fraction cut off; nil when it is too far away to count with.
    init?(secondsSince1970: Double) {
        guard abs(secondsSince1970) < 1e15 else { return nil }
        let seconds = Int(secondsSince1970)
        secondOfDay = seconds.modulo(86_400)
        daysSince1970 = (seconds - secondOfDay) / 86_400
        // Years begin in March here, so that the leap day is the last of its year; an era is 400 years.
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

    /// The days from 1970 to a date.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let yearOfEra = year.modulo(400)
        let era = (year - yearOfEra) / 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Int {
    /// The remainder that is never negative.
    func modulo(_ divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
