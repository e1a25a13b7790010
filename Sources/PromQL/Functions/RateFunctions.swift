internal import Telemetry

/// Functions of the growth of counters and the change of gauges.
enum RateFunctions {
    static let all: [Function] = [
        Function(
            "rate",
            [.matrix],
            .overTime(keepsName: false) { window, _ in change(window, isCounter: true, isRate: true) }
        ),
        Function("increase", [.matrix], .overTime(keepsName: false) { window, _ in change(window, isCounter: true) }),
        Function("delta", [.matrix], .overTime(keepsName: false) { window, _ in change(window, isCounter: false) }),
        Function("irate", [.matrix], .overTime(keepsName: false) { window, _ in last(window, isRate: true) }),
        Function("idelta", [.matrix], .overTime(keepsName: false) { window, _ in last(window, isRate: false) }),
        Function("changes", [.matrix], .overTime(keepsName: false) { window, _ in samples(window).map(changes) }),
        Function(
            "resets",
            [.matrix],
            .overTime(keepsName: false) { window, _ in samples(window).map { resets($0, in: window) } }
        ),
    ]

    /// The change over the whole window, extended from the samples to its edges (Prometheus `extrapolatedRate`).
    ///
    /// The samples are taken to go on at both ends as they did between them: up to the edge when that is less than 1.1
    /// intervals away, otherwise for half an interval, and for a counter not below zero. A counter that is known to have
    /// begun inside the window was zero then.
    static func change(_ window: RangeWindow, isCounter: Bool, isRate: Bool = false) -> Double? {
        if window.windowExtension != nil {
            let change = ExtendedWindow(window)?.change(isCounter: isCounter)
            return isRate ? change.map { $0 / (window.end - window.start).inSeconds } : change
        }
        let samples = window.samples
        guard let first = samples.first, let last = samples.last else { return nil }
        var change = last.value - first.value
        if isCounter { change += window.lostToResets }
        let measured = (last.timestamp - first.timestamp).inSeconds
        let interval = samples.count > 1 ? measured / Double(samples.count - 1) : 0
        let threshold = interval * 1.1
        var sampled = measured
        var toStart = (first.timestamp - window.start).inSeconds
        var toEnd = (window.end - last.timestamp).inSeconds
        if isCounter, let start = window.knownStart {
            // It was zero then: nothing is left to be extended on that side, and one sample is enough.
            change += first.value
            sampled = (last.timestamp - start).inSeconds
            toStart = 0
        } else {
            guard samples.count >= 2 else { return nil }
            if toStart >= threshold { toStart = interval / 2 }
            if isCounter, change > 0, first.value >= 0 {
                toStart = min(toStart, sampled * (first.value / change))
            }
        }
        if toEnd >= threshold { toEnd = interval / 2 }
        var factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled
        if isRate { factor /= (window.end - window.start).inSeconds }
        return change * factor
    }

    private static func last(_ window: RangeWindow, isRate: Bool) -> Double? {
        guard window.samples.count >= 2, let last = window.samples.last else { return nil }
        let previous = window.samples[window.samples.endIndex - 2]
        let seconds = (last.timestamp - previous.timestamp).inSeconds
        guard seconds != 0 else { return nil }
        guard isRate else { return last.value - previous.value }
        let isReset = window.isReset(at: window.samples.endIndex - 1)
        return (isReset ? last.value : last.value - previous.value) / seconds
    }

    /// The samples of a window, with the one before it when it is anchored; nil for none.
    private static func samples(_ window: RangeWindow) -> ArraySlice<Sample>? {
        window.windowExtension == nil ? window.samples : ExtendedWindow(window)?.samples
    }

    private static func changes(_ samples: ArraySlice<Sample>) -> Double {
        let pairs = zip(samples, samples.dropFirst())
        return Double(pairs.count { $0.value != $1.value && !($0.value.isNaN && $1.value.isNaN) })
    }

    private static func resets(_ samples: ArraySlice<Sample>, in window: RangeWindow) -> Double {
        Double(samples.indices.dropFirst().count { window.isReset(at: $0) })
    }
}
