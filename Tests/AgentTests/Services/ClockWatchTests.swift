import Agent
import Telemetry
import Testing

struct ClockWatchTests {
    private static let wall = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private static let steady = SuspendingClock.now

    @Test(arguments: [
        (10, 10, nil), (40, 10, nil), (41, 10, 31), (10, 41, -31), (-3_600, 5, -3_605), (36_000, 2, 35_998),
    ])
    func `the clocks part when the wall clock is set, or when the machine slept`(wall: Int, steady: Int, step: Int?) {
        var watch = ClockWatch(wall: Self.wall, steady: Self.steady)
        let seen = watch.step(wall: Self.wall + .seconds(wall), steady: Self.steady + .seconds(steady))
        #expect(seen == step.map { .seconds($0) })
        let next = watch.step(wall: Self.wall + .seconds(wall + 5), steady: Self.steady + .seconds(steady + 5))
        #expect(next == nil, "a jump is told once")
    }
}
