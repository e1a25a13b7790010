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
        guard let (left, right) = edges(isCounter: isCounter) else { return nil }
        var change = right - left
        guard isCounter else { return change }
        var previous = left
        for value in inner.map(\.value) + [right] {
            if value < previous { change += previous }
            previous = value
        }
        return change
    }

    /// The samples inside the window, between one at each edge (Prometheus `extendFloats`).
    var framed: [Sample] {
        guard let (left, right) = edges(isCounter: false) else { return [] }
        return [Sample(window.start, left)] + inner + [Sample(window.end, right)]
    }

    /// The values at the edges.
    private func edges(isCounter: Bool) -> (left: Double, right: Double)? {
        guard let first = samples.first, let last = samples.last else { return nil }
        var (left, right) = (first.value, last.value)
        guard isSmoothed, samples.count > 1 else { return (left, right) }
        if first.timestamp < window.start {
            left = Self.interpolated(first, samples[samples.startIndex + 1], at: window.start, isCounter)
        }
        if last.timestamp > window.end {
            right = Self.interpolated(samples[samples.endIndex - 2], last, at: window.end, isCounter)
        }
        return (left, right)
    }

    /// The samples that are inside the window and not at its edges.
    private var inner: ArraySlice<Sample> {
        var inner = samples
        if let first = inner.first, first.timestamp <= window.start { inner.removeFirst() }
        if let last = inner.last, last.timestamp >= window.end { inner.removeLast() }
        return inner
    }

    /// The value on the line between two samples; a counter that fell between them is taken to start from zero.
    static func interpolated(_ before: Sample, _ after: Sample, at time: Timestamp, _ isCounter: Bool) -> Double {
        let start = isCounter && after.value < before.value ? 0 : before.value
        let share = (time - before.timestamp).inSeconds / (after.timestamp - before.timestamp).inSeconds
        return start + (after.value - start) * share
    }
}
