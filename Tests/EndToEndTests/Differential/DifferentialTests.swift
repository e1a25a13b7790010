import Foundation
import PromQL
import Telemetry
import TestSupport
import Testing

/// Our evaluator beside a real Prometheus 2.42, over the same series.
@Suite(.timeLimit(.minutes(10)))
struct DifferentialTests {
    /// Of expressions and series both, more than one in the long run.
    private static let seeds: [UInt64] = Soak.isOn ? [20_261_126, 7, 8, 9] : [20_261_126]
    private static let count = Soak.isOn ? 5_000 : 500

    @Test(arguments: seeds)
    func `random expressions over random series give what Prometheus gives`(seed: UInt64) async throws {
        let series = RandomSeries(seed: seed)
        let evaluator = Evaluator(boundary: .closed)
        let source = series.source
        try await Tools.withTemporaryFolder { folder in
            try await Prometheus.with(loaded: series.series, in: folder) { prometheus in
                var grammar = ExpressionGrammar(seed: seed)
                var random = SeededGenerator(seed: seed)
                var (compared, failed) = (0, 0)
                for number in 0..<Self.count {
                    let text = grammar.next()
                    let time = Self.time(&random)
                    let theirs = try await prometheus.answer(text, time)
                    let ours = Answer(Prometheus2.translated(text), time, by: evaluator, over: source)
                    let difference = ours.difference(
                        from: theirs,
                        scale: series.scale,
                        ignoresLabels: text.contains("topk") || text.contains("bottomk")
                    )
                    compared += 1
                    if theirs.failure != nil { failed += 1 }
                    guard let difference, Prometheus2.difference(explaining: text, time, ours, theirs) == nil else {
                        continue
                    }
                    Issue.record("case \(number): \(text) at \(time): \(difference)")
                }
                #expect(compared == Self.count)
                #expect(failed < Self.count / 2, "most expressions must have a value")
            }
        }
    }

    private static func time(_ random: inout SeededGenerator) -> QueryTime {
        let span = RandomSeries.interval * RandomSeries.count
        let offset = Duration.milliseconds(Int64.random(in: 0...span.wholeMilliseconds, using: &random))
        // On the beat, where the edges of windows matter, or anywhere.
        let time =
            Bool.random(using: &random)
            ? RandomSeries.start + RandomSeries.interval * Int.random(in: 0..<RandomSeries.count, using: &random)
            : RandomSeries.start + offset
        guard Int.random(in: 0..<3, using: &random) == 0 else { return .instant(time) }
        let step = Duration.seconds([15, 30, 77].randomElement(using: &random) ?? 15)
        return .range(time, through: time + step * Int.random(in: 0...12, using: &random), step: step)
    }
}
