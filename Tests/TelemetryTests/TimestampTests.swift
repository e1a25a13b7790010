import Telemetry
import Testing

struct TimestampTests {
    @Test(
        arguments: [
            (0, 0), (1.5, 1_500), (1.0004, 1_000), (1.0006, 1_001), (-1.5, -1_500), (Double.nan, 0),
            (1e300, 9_200_000_000_000_000_000), (-Double.infinity, -9_200_000_000_000_000_000),
        ] as [(Double, Int64)]
    )
    func `seconds become the nearest millisecond that fits`(seconds: Double, milliseconds: Int64) {
        #expect(Timestamp(secondsSince1970: seconds).millisecondsSince1970 == milliseconds)
    }

    @Test func `durations are added, subtracted and measured`() {
        let start = Timestamp(millisecondsSince1970: 10_000)
        #expect(start + .seconds(5) == Timestamp(millisecondsSince1970: 15_000))
        #expect(start - .milliseconds(1) == Timestamp(millisecondsSince1970: 9_999))
        #expect(start + .microseconds(1_999) == Timestamp(millisecondsSince1970: 10_001))
        #expect((start + .seconds(90)) - start == .seconds(90))
        #expect(start - (start + .seconds(1)) == .seconds(-1))
        #expect(start < start + .milliseconds(1))
        #expect(Timestamp(millisecondsSince1970: 1_500).secondsSince1970 == 1.5)
    }

    @Test func `what does not fit is clamped`() {
        let latest = Timestamp(millisecondsSince1970: .max)
        let earliest = Timestamp(millisecondsSince1970: .min)
        let forever = Duration.seconds(Int64.max)
        #expect(latest + .seconds(1) == latest)
        #expect(earliest - .seconds(1) == earliest)
        #expect(Timestamp(millisecondsSince1970: 5) + forever == latest)
        #expect(Timestamp(millisecondsSince1970: -5) - forever == earliest)
        #expect(Timestamp(millisecondsSince1970: -5) + .seconds(Int64.min) == earliest)
        #expect(Timestamp(millisecondsSince1970: 5) - .seconds(Int64.min) == latest)
        #expect(forever.wholeMilliseconds == .max)
    }

    @Test func `a duration in milliseconds and seconds`() {
        #expect(Duration.microseconds(-1_999).wholeMilliseconds == -1)
        #expect(Duration.milliseconds(2_500).inSeconds == 2.5)
    }
}
