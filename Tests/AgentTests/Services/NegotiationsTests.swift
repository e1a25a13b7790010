import Agent
import Exposition
import HTTPServing
import Testing

struct NegotiationsTests {
    private static let openMetrics = "application/openmetrics-text;version=1.0.0"

    @Test func `the same words have the same outcome, and other words theirs`() {
        let negotiations = Negotiations()
        for _ in 0..<2 {
            let plain = negotiations.outcome(of: [:])
            #expect(plain.kind == PageKind(.text, .identity))
            #expect(plain.headers["Content-Encoding"] == nil)
            let zipped = negotiations.outcome(of: ["Accept": Self.openMetrics, "Accept-Encoding": "gzip"])
            #expect(zipped.kind == PageKind(.openMetrics, .gzip))
            #expect(zipped.headers["Content-Encoding"] == "gzip")
            #expect(zipped.headers["Content-Type"]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
            let unzipped = negotiations.outcome(of: ["Accept": Self.openMetrics])
            #expect(unzipped.kind == PageKind(.openMetrics, .identity))
            #expect(negotiations.outcome(of: ["Accept-Encoding": "gzip"]).kind == PageKind(.text, .gzip))
        }
        #expect(negotiations.count == 4)
    }

    @Test func `who makes up other words each time fills no memory`() {
        let negotiations = Negotiations()
        for number in 0..<1_000 {
            let outcome = negotiations.outcome(of: ["Accept": "text/x-\(number)", "Accept-Encoding": "gzip"])
            #expect(outcome.kind == PageKind(.text, .gzip))
            #expect(negotiations.count <= Negotiations.limit)
        }
    }
}
