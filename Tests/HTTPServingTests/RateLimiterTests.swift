import HTTPServing
import Testing

struct RateLimiterTests {
    /// Whether each of some moments, in milliseconds, is let through.
    private func admitted(_ rate: AccessRules.Rate, at moments: [Int]) -> [Bool] {
        let start = ContinuousClock.now
        var limiter = RateLimiter(rate, at: start)
        return moments.map { limiter.admits(at: start + .milliseconds($0)) }
    }

    @Test func `a burst passes, then one in each interval`() {
        let rate = AccessRules.Rate(interval: .seconds(1), burst: 3)
        let seen = admitted(rate, at: [0, 0, 0, 0, 900, 1_100, 1_200, 2_050])
        #expect(seen == [true, true, true, false, false, true, false, true])
    }

    @Test func `a long rest gives no more than the burst, and time that goes back gives nothing`() {
        let rate = AccessRules.Rate(interval: .milliseconds(1), burst: 2)
        let seen = admitted(rate, at: [3_600_000, 3_600_000, 3_600_000, 0])
        #expect(seen == [true, true, false, false])
    }
}
