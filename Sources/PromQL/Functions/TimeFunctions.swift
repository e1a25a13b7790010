internal import Telemetry

/// Functions of time: the evaluation's own, and the parts of a date in UTC.
enum TimeFunctions {
    static let all: [Function] = [
        Function("time", [], gives: .scalar, .whole { .scalar($0.moment.time.secondsSince1970) }),
        Function("start", [], gives: .scalar, .whole { .scalar($0.moment.start.secondsSince1970) }),
        Function("end", [], gives: .scalar, .whole { .scalar($0.moment.end.secondsSince1970) }),
        Function("step", [], gives: .scalar, .whole { .scalar($0.moment.step.inSeconds) }),
        Function("range", [], gives: .scalar, .whole { .scalar(($0.moment.end - $0.moment.start).inSeconds) }),
        Function("timestamp", [.vector], .sampleTime(.taken)),
        Function("start_timestamp", [.vector], .sampleTime(.start)),
        part("minute") { Double($0.minute) },
        part("hour") { Double($0.hour) },
        part("day_of_week") { Double($0.weekday) },
        part("day_of_month") { Double($0.day) },
        part("day_of_year") { Double($0.daysSince1970 - CivilDate.days(year: $0.year, month: 1, day: 1) + 1) },
        part("days_in_month") { Double(CivilDate.days(ofMonth: $0.month, in: $0.year)) },
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
                        $0.derived(value($0.value), delayed: invocation.delaysNameRemoval)
                    }
                    .withUniqueLabels()
                )
            }
        )
    }
}

extension CivilDate {
    /// The date of a number of seconds, its fraction cut off; nil when it is too far away to count with.
    init?(secondsSince1970 seconds: Double) {
        guard abs(seconds) < 1e15 else { return nil }
        self.init(secondsSince1970: Int(seconds))
    }
}
