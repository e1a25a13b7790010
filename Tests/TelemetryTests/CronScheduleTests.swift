import Telemetry
import Testing

struct CronScheduleTests {
    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test(arguments: [
        ("30 4 * * *", "2026-11-26T04:30:59Z", true), ("30 4 * * *", "2026-11-26T04:31:00Z", false),
        ("*/15 * * * *", "2026-11-26T10:45:00Z", true), ("*/15 * * * *", "2026-11-26T10:46:00Z", false),
        ("0 8-17 * * mon-fri", "2026-11-26T17:00:00Z", true), ("0 8-17 * * mon-fri", "2026-11-28T17:00:00Z", false),
        ("0 0 1 jan,jul *", "2026-07-01T00:00:00Z", true), ("0 0 1 jan,jul *", "2026-08-01T00:00:00Z", false),
        ("0 0 * * 7", "2026-11-29T00:00:00Z", true), ("0 0 13 * 5", "2026-11-27T00:00:00Z", true),
        ("0 0 13 * 5", "2026-11-13T00:00:00Z", true), ("0 0 13 * 5", "2026-11-14T00:00:00Z", false),
        ("5/20 0 * * *", "2026-11-14T00:45:00Z", true),
    ])
    func `a schedule names its minutes`(text: String, time: String, isNamed: Bool) throws {
        #expect(try CronSchedule(parsing: text).names(try Self.time(time)) == isNamed)
    }

    @Test func `the next time is the first that it names, and there may be none`() throws {
        let leap = try CronSchedule(parsing: "0 12 29 2 *")
        #expect(leap.next(after: try Self.time("2026-11-26T10:00:00Z")) == (try Self.time("2028-02-29T12:00:00Z")))
        #expect(try CronSchedule(parsing: "0 0 31 2 *").next(after: try Self.time("2026-11-26T10:00:00Z")) == nil)
    }

    @Test(arguments: [
        ("0 4 * *", "\"0 4 * *\" has 4 fields; allowed are five: minute hour day month weekday"),
        (
            "60 * * * *",
            "\"60\" is not a minute; allowed are *, 0-59, ranges a-b, steps /n and lists with commas"
        ),
        (
            "* * * foo *",
            "\"foo\" is not a month; allowed are *, 1-12, jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec, "
                + "ranges a-b, steps /n and lists with commas"
        ),
        ("* 5-3 * * *", "\"5-3\" is not a hour; allowed are *, 0-23, ranges a-b, steps /n and lists with commas"),
        ("*/0 * * * *", "\"*/0\" is not a minute; allowed are *, 0-59, ranges a-b, steps /n and lists with commas"),
        ("1,,2 * * * *", "\"1,,2\" is not a minute; allowed are *, 0-59, ranges a-b, steps /n and lists with commas"),
    ])
    func `a text that is none says what is allowed`(text: String, message: String) {
        let error = #expect(throws: CronSchedule.ParseError.self) { try CronSchedule(parsing: text) }
        #expect(error?.description == message)
    }
}
