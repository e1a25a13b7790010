import Foundation

/// What `/metrics` costs its reader.
struct ScrapeCost: Sendable {
    let milliseconds: Double
    let bytes: Double

    /// The median over a number of scrapes, one after another.
    static func measure(_ port: UInt16, times: Int = 20) throws -> ScrapeCost {
        var times: [(milliseconds: Double, bytes: Double)] = try (0..<times).map { _ in
            let clock = ContinuousClock()
            let start = clock.now
            let answer = try Web.send("GET", "/metrics", port: port)
            let duration = clock.now - start
            guard answer.status == 200 else { throw BenchError("/metrics was answered with \(answer.status)") }
            return (duration / .milliseconds(1), Double(answer.body.count))
        }
        times.sort { $0.milliseconds < $1.milliseconds }
        return ScrapeCost(milliseconds: median(times.map(\.milliseconds)), bytes: median(times.map(\.bytes)))
    }
}
