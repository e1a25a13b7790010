internal import Telemetry

/// Where a counter began anew (Prometheus `isStartTimestampReset` and `extrapolatedRate`).
///
/// A fall is a new start, and so is a start that is not before the sample before it:
///
/// | start of the sample                 | new start                                         |
/// |-------------------------------------|---------------------------------------------------|
/// | not known, or not before its sample | only where it falls                               |
/// | before the previous sample          | only where it falls                               |
/// | after the previous sample           | yes                                               |
/// | at the previous sample              | where that has a start before it: it counts anew |
extension RangeWindow {
    /// Whether the counter began anew between the sample at a place and the one before it.
    func isReset(at index: Int) -> Bool {
        let (previous, current) = (samples[index - 1], samples[index])
        if current.value < previous.value { return true }
        guard !starts.isEmpty, let start = starts[index], start < current.timestamp, start >= previous.timestamp else {
            return false
        }
        if start > previous.timestamp { return true }
        // Otherwise it is a counter that is only known since the previous sample.
        return starts[index - 1].map { $0 < previous.timestamp } ?? false
    }

    /// What the counter had reached before it began anew, each time.
    var lostToResets: Double {
        var lost = 0.0
        if starts.isEmpty {
            for (before, after) in zip(samples, samples.dropFirst()) where after.value < before.value {
                lost += before.value
            }
            return lost
        }
        for index in samples.indices.dropFirst() where isReset(at: index) { lost += samples[index - 1].value }
        return lost
    }

    /// When the counter of the first sample began, if that was in the window and before the sample.
    var knownStart: Timestamp? {
        guard let sample = samples.first, let known = starts.first, let start = known else { return nil }
        return start > self.start && start < sample.timestamp ? start : nil
    }
}
