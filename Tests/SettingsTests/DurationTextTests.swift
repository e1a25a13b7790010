import Settings
import Testing

struct DurationTextTests {
    @Test(arguments: [
        ("0", Duration.zero), ("0s", .zero), ("20s", .seconds(20)), ("1h30m", .seconds(5_400)),
        ("1d", .seconds(86_400)),
        ("1w", .seconds(604_800)), ("1y", .seconds(31_536_000)), ("250ms", .milliseconds(250)),
        ("1m1s1ms", .milliseconds(61_001)), ("90m", .seconds(5_400)),
    ])
    func `a duration is read`(text: String, expected: Duration) {
        #expect(DurationText.parse(text) == expected)
    }

    @Test(arguments: [
        "", "20", "s", "1.5h", "-5s", "+5s", "5 s", "20 parsecs", "1s1m", "1m1m", "5M", "1h 30m", "٣s",
        "99999999999999999999s", "9223372036854775807y", "293y",
    ])
    func `anything else is not one`(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(arguments: ["0s", "100ms", "20s", "1m30s", "1h", "7d", "1d1h1m1s1ms"])
    func `what is printed is read again`(text: String) throws {
        let duration = try #require(DurationText.parse(text))
        #expect(DurationText.print(duration) == text)
    }
}
