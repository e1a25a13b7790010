import PromQL
import Telemetry
import TestSupport

/// Random series with gaps, resets, NaN, infinities and stale markers, over forty minutes.
///
/// All values are integers and halves or quarters, so that sums are exact in any order.
struct RandomSeries {
    static let start = Timestamp(millisecondsSince1970: 1_700_000_000_000)
    static let interval = Duration.seconds(15)
    static let count = 160
    static var end: Timestamp { start + interval * (count - 1) }

    let series: [SeriesSamples]

    /// The same for the same seed.
    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var series: [SeriesSamples] = []
        for a in ["x", "y", "z"] {
            for b in ["1", "2"] {
                series.append(Self.gauge(["__name__": "wild", "a": a, "b": b], isWild: true, &random))
                series.append(Self.gauge(["__name__": "tame", "a": a, "b": b], isWild: false, &random))
                series.append(Self.counter(["__name__": "made_total", "a": a, "b": b, "c": "k"], &random))
            }
            // One to match many with, and one with few series in common.
            series.append(Self.gauge(["__name__": "limit", "a": a], isWild: false, &random))
        }
        series.append(Self.gauge(["__name__": "tame", "a": "w", "c": "k"], isWild: false, &random))
        series += Self.histogram(["__name__": "took_bucket", "a": "x"], &random)
        series += Self.histogram(["__name__": "took_bucket", "a": "y"], &random)
        self.series = series
    }

    /// The largest magnitude that is a number, by which ill-conditioned results are judged.
    var scale: Double {
        series.flatMap(\.samples).map(\.value.magnitude).filter(\.isFinite).max() ?? 1
    }

    var source: ScriptStorage {
        var storage = ScriptStorage()
        for one in series { storage.add(one.samples, to: one.labels) }
        return storage
    }

    // MARK: - One series

    private static func gauge(_ labels: LabelSet, isWild: Bool, _ random: inout SeededGenerator) -> SeriesSamples {
        var value = Double(Int.random(in: -20...60, using: &random))
        return sampled(labels, isWild: isWild, &random) { random in
            if Int.random(in: 0..<3, using: &random) > 0 { value += Double(Int.random(in: -8...8, using: &random)) / 4 }
            guard isWild else { return value }
            switch Int.random(in: 0..<60, using: &random) {
            case 0: return .nan
            case 1: return .infinity
            case 2: return -.infinity
            case 3: return 0
            case 4: return -0.0
            default: return value
            }
        }
    }

    private static func counter(_ labels: LabelSet, _ random: inout SeededGenerator) -> SeriesSamples {
        // Never near zero, where Prometheus 2 extrapolates otherwise; the evaluator's own scripts have that.
        var value = Double(Int.random(in: 1_000...2_000, using: &random))
        return sampled(labels, isWild: true, &random) { random in
            value =
                Int.random(in: 0..<50, using: &random) == 0
                ? 500 : value + Double(Int.random(in: 0...9, using: &random))
            return value
        }
    }

    private static func histogram(_ labels: LabelSet, _ random: inout SeededGenerator) -> [SeriesSamples] {
        var counts = (1...5).map { Double($0) * 2_000 }
        var columns: [[Double]] = []
        for _ in 0..<count {
            let first = Int.random(in: 0..<5, using: &random)
            let added = Double(Int.random(in: 0...3, using: &random))
            for index in first..<5 { counts[index] += added }
            columns.append(counts)
        }
        return ["0.5", "1", "2.5", "10", "+Inf"].enumerated().map { index, bound in
            let samples = columns.enumerated().map { Sample(start + interval * $0, $1[index]) }
            return SeriesSamples(labels: labels.setting("le", to: bound), samples: samples)
        }
    }

    /// Samples a little off the beat, some missing, some stretches ended by a marker.
    private static func sampled(
        _ labels: LabelSet,
        isWild: Bool,
        _ random: inout SeededGenerator,
        _ next: (inout SeededGenerator) -> Double
    ) -> SeriesSamples {
        let offset = Duration.milliseconds([0, 0, 250, 4_000].randomElement(using: &random) ?? 0)
        var samples: [Sample] = []
        var absentUntil = Int.random(in: 0..<6, using: &random) == 0 ? Int.random(in: 5..<60, using: &random) : 0
        for index in 0..<count {
            let value = next(&random)
            let time = start + interval * index + offset
            guard index >= absentUntil, time <= end else { continue }
            if isWild, Int.random(in: 0..<40, using: &random) == 0 {
                absentUntil = index + Int.random(in: 1...30, using: &random)
                if Bool.random(using: &random) { samples.append(Sample(time, .staleMarker)) }
                continue
            }
            samples.append(Sample(time, value))
        }
        return SeriesSamples(labels: labels, samples: samples)
    }
}
