internal import Telemetry

extension Evaluation {
    /// The series' newest samples in the lookback, and when what they count began.
    func newest(
        _ selector: Selector,
        at moment: Moment
    ) -> [(labels: LabelSet, sample: Sample, start: Timestamp?, knowsStarts: Bool)] {
        let time = selector.shift.moved(moment.time, start: moment.start, end: moment.end)
        let oldest = settings.boundary.lastExcluded(before: time - settings.lookback)
        return loaded.series[selector.index].compactMap { series in
            let next = series.samples.firstIndex(after: time)
            guard next > 0 else { return nil }
            let sample = series.samples[next - 1]
            guard sample.timestamp > oldest, !sample.value.isStaleMarker else { return nil }
            let start = series.starts.isEmpty ? nil : series.starts[next - 1]
            return (series.labels, sample, start, !series.starts.isEmpty)
        }
    }

    /// The values at the evaluation time between the samples before and after it; with none after it, the newest.
    func smoothed(_ selector: Selector, at moment: Moment) -> [VectorElement] {
        let time = selector.shift.moved(moment.time, start: moment.start, end: moment.end)
        let oldest = settings.boundary.lastExcluded(before: time - settings.lookback)
        return loaded.series[selector.index].compactMap { series in
            let next = series.samples.firstIndex(after: time)
            guard next > 0, series.samples[next - 1].timestamp > oldest else { return nil }
            let before = series.samples[next - 1]
            guard before.timestamp < time, next < series.samples.count,
                series.samples[next].timestamp <= time + settings.lookback
            else { return VectorElement(labels: series.labels, value: before.value) }
            let value = ExtendedWindow.interpolated(before, series.samples[next], at: time, false)
            return VectorElement(labels: series.labels, value: value)
        }
    }

    func window(_ selector: Selector, _ range: Duration, at moment: Moment) -> Value {
        let end = selector.shift.moved(moment.time, start: moment.start, end: moment.end)
        let start = end - range
        let word = selector.windowExtension
        let oldest = word == nil ? start : start - settings.lookback
        let after = settings.boundary.lastExcluded(before: oldest)
        let through = word == .smoothed ? end + settings.lookback : end
        let series = loaded.series[selector.index].compactMap { series -> RangeSeries? in
            let samples = series.samples.window(after: after, through: through)
            if samples.isEmpty { return nil }
            let starts = series.starts.isEmpty ? [] : series.starts[samples.indices]
            return RangeSeries(labels: series.labels, samples: samples, starts: starts)
        }
        return .matrix(series, start: start, end: end, word)
    }

    /// - Parameter evenBehind: whether the first step counts where it is later than the window's end.
    mutating func points(
        of subquery: Subquery,
        at moment: Moment,
        evenBehind: Bool = false
    ) throws(EvaluationError) -> Value {
        let end = subquery.shift.moved(moment.time, start: moment.start, end: moment.end)
        let start = end - subquery.range
        let step = subquery.step ?? settings.subqueryStep
        let length = max(1, step.wholeMilliseconds)
        // The first multiple of the step in the window.
        let after = settings.boundary.lastExcluded(before: start).millisecondsSince1970
        let remainder = after % length
        let below = after - (remainder < 0 ? remainder + length : remainder)
        let first = Timestamp(millisecondsSince1970: below + length)
        let before = held
        let last = evenBehind ? max(first, end) : end
        let steps = try Steps(&self, from: first, through: last, step: .milliseconds(length)) {
            evaluation,
            time throws(EvaluationError) in
            var inner = moment
            inner.time = time
            return try evaluation.elements(of: subquery.expression, at: inner)
        }
        held = before
        let series = steps.series.enumerated().map {
            RangeSeries(labels: $1.0, samples: $1.1[...], starts: [], dropsName: steps.nameless.contains($0))
        }
        return .matrix(series, start: start, end: end, nil)
    }
}
