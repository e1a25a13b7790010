internal import Telemetry

/// The change over a window whose edges are known from samples beyond it (Prometheus `extendedRate`): nothing is
/// extrapolated.
struct ExtendedWindow {
    /// The window's samples: from the newest that is not inside it on the left, through what is kept on the right.
    let samples: ArraySlice<Sample>
    private let window: RangeWindow
    private let isSmoothed: Bool

    /// The samples to look at; nil when the window has none of its own.
    init?(_ window: RangeWindow) {
        guard let word = window.windowExtension, var last = window.samples.indices.last else { return nil }
        let all = window.samples
        isSmoothed = word == .smoothed
        // The last sample is never the one before the window.
        let inside = all[..<last].firstIndex { $0.timestamp > window.start } ?? last
        let first = max(all.startIndex, inside - 1)
        if isSmoothed { last = all[..<last].firstIndex { $0.timestamp >= window.end } ?? last }
        if all[last].timestamp <= window.start || isSmoothed && all[first].timestamp > window.end { return nil }
        self.window = window
        samples = all[first...last]
    }

    /// The change from edge to edge; of a counter, every fall is a start from zero.
    func change(isCounter: Bool) -> Double? {
        guard let first = samples.first, let last = samples.last else { return nil }
        var inner = samples
        var (left, right) = (first.value, last.value)
        if isSmoothed, samples.count > 1 {
            if first.timestamp < window.start {
                left = Self.interpolated(first, samples[samples.startIndex + 1], at: window.start, isCounter)
            }
            if last.timestamp > window.end {
                right = Self.interpolated(samples[samples.endIndex - 2], last, at: window.end, isCounter)
            }
        }
        var change = right - left
        guard isCounter else { return change }
        if first.timestamp <= window.start { inner.removeFirst() }
        if let last = inner.last, last.timestamp >= window.end { inner.removeLast() }
        var previous = left
        for value in inner.map(\.value) + [right] {
            if value < previous { change += previous }
            previous = value
        }
        return change
    }

    /// The value on the line between two samples; a counter that fell between them is taken to start from zero.
    static func interpolated(_ before: Sample, _ after: Sample, at time: Timestamp, _ isCounter: Bool) -> Double {
        let start = isCounter && after.value < before.value ? 0 : before.value
        let share = (time - before.timestamp).inSeconds / (after.timestamp - before.timestamp).inSeconds
        return start + (after.value - start) * share
    }
}
