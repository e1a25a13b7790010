import PromQL
import QueryClient
import Telemetry
import Testing

struct LinePlotTests {
    private static let end = Timestamp(millisecondsSince1970: 1_700_000_000_000)

    private static func series(_ name: String, _ values: [Double]) -> SeriesSamples {
        let first = end - .seconds(15) * (values.count - 1)
        let samples = values.enumerated().map { Sample(first + .seconds(15) * $0.offset, $0.element) }
        return SeriesSamples(labels: ["__name__": name], samples: samples)
    }

    private static func plot(_ series: [SeriesSamples], _ terminal: Terminal = Terminal(width: 60, height: 18)) throws
        -> [String]
    {
        let question = try Question("x", range: .seconds(300), step: .seconds(15), now: end)
        let plot = try #require(LinePlot(series, of: question, on: terminal))
        return plot.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `a line goes from below to above between its axes`() throws {
        let lines = try Self.plot([Self.series("load", (0...20).map { Double($0) * 50_000 })])
        #expect(
            lines == [
                "  1M ┤                                             ⢀⡠⠤⠒⠉ a",
                "     │                                        ⢀⡠⠤⠒⠉⠁",
                "     │                                   ⢀⡠⠤⠒⠉⠁",
                "     │                              ⢀⡠⠤⠒⠉⠁",
                "     │                         ⢀⡠⠤⠒⠉⠁",
                "500k ┤                   ⢀⣀⠤⠒⠒⠉⠁",
                "     │              ⢀⣀⠤⠒⠊⠁",
                "     │         ⢀⣀⠤⠒⠊⠁",
                "     │    ⢀⣀⠤⠒⠊⠁",
                "   0 ┤⣀⠤⠒⠊⠁",
                "     └───────┬────────┬─────────┬─────────┬─────────┬───",
                "           22:09    22:10     22:11     22:12     22:13",
                "2023-11-14T22:08:20Z to 2023-11-14T22:13:20Z, every 15s",
                "   SERIES  MIN  MAX  LAST",
                "a  load      0   1M    1M",
                "",
            ]
        )
    }

    @Test func `every line fits the width, whatever the values`() throws {
        let rows: [[Double]] = [
            [1e308, -1e308], [.leastNonzeroMagnitude, 0], [1e15, 1e15 + 1], [7], [0], [-1e-9, 1e-9],
            [1.7e9, 1.7e9 + 1],
        ]
        for values in rows {
            for width in [20, 40, 61, 132] {
                let lines = try Self.plot([Self.series("a", values)], Terminal(width: width, height: 30))
                let field = lines.prefix { !$0.contains(" to ") }
                #expect(field.allSatisfy { $0.count <= max(width, 32) }, "\(values) \(width): \(lines)")
                #expect(field.contains { $0.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) } })
            }
        }
    }

    @Test func `what is no number is a gap, and counted`() throws {
        let lines = try Self.plot([Self.series("a", [1, 2, .nan, .infinity, 2, 1])])
        #expect(lines.contains("not drawn, since they are NaN or infinite: 2 points"))
        let none = try Self.plot([Self.series("a", [.nan, -.infinity])])
        #expect(none.first == "no point is a finite number")
        #expect(try Self.plot([]) == [""])
    }

    @Test func `more series than letters are named`() throws {
        let many = (0..<40).map { Self.series("s\($0)", [Double($0)]) }
        let lines = try Self.plot(many, Terminal(width: 80, height: 40))
        #expect(lines.contains { $0.hasPrefix("h  s7 ") })
        #expect(lines.contains("not drawn: 32 more series") && lines.contains("   s8"))
        #expect(lines.contains("   s27") && !lines.contains("   s28") && lines.contains("   and 12 more"))
    }

    @Test func `colours are those of the legend, and only where there are some`() throws {
        let series = [Self.series("low", [0, 0, 0]), Self.series("high", [9, 9, 9])]
        let plain = try Self.plot(series)
        #expect(!plain.joined().contains("\u{1B}"))
        let colored = try Self.plot(series, Terminal(width: 60, height: 18, hasColors: true))
        #expect(colored.contains { $0.contains("\u{1B}[36mb") } == false)
        #expect(colored.contains { $0.hasPrefix("\u{1B}[33mb  high") })
        #expect(colored.contains { $0.hasSuffix("\u{1B}[36ma\u{1B}[0m") })
    }

    @Test func `an instant query has no plot`() throws {
        let question = try Question("x", now: Self.end)
        #expect(LinePlot([], of: question, on: Terminal()) == nil)
    }
}
