import Foundation

/// What `/metrics` costs its reader.
struct ScrapeCost: Sendable {
    let milliseconds: Double
    /// The time of one that asks for gzip, as Prometheus does.
    let gzipMilliseconds: Double
    /// Not compressed.
    let bytes: Double
    /// How many series the page has.
    let series: Double
    /// The time of one that is not compressed, for each series.
    var microsecondsPerSeries: Double { milliseconds * 1_000 / series }

    /// The medians over a number of scrapes, one after another.
    static func measure(_ port: UInt16, times: Int = 20) throws -> ScrapeCost {
        let plain = try (0..<times).map { _ in try scrape(port, headers: []) }
        let gzip = try (0..<times).map { _ in try scrape(port, headers: ["Accept-Encoding: gzip"]) }
        return ScrapeCost(
            milliseconds: median(plain.map(\.milliseconds)),
            gzipMilliseconds: median(gzip.map(\.milliseconds)),
            bytes: median(plain.map { Double($0.body.count) }),
            series: median(plain.map { Double(seriesCount($0.body)) })
        )
    }

    private static func scrape(_ port: UInt16, headers: [String]) throws -> (milliseconds: Double, body: Data) {
        let clock = ContinuousClock()
        let start = clock.now
        let answer = try Web.send("GET", "/metrics", port: port, headers: headers)
        let duration = clock.now - start
        guard answer.status == 200 else { throw BenchError("/metrics was answered with \(answer.status)") }
        return (duration / .milliseconds(1), answer.body)
    }

    /// The lines of a page in the text format that are neither comments nor empty.
    private static func seriesCount(_ page: Data) -> Int {
        page.split(separator: UInt8(ascii: "\n")).count { $0.first != UInt8(ascii: "#") }
    }
}
