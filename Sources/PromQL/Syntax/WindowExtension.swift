/// How a selector looks beyond its window, as far as the lookback: a word behind it.
public enum WindowExtension: String, Sendable, CaseIterable {
    /// The window begins with the sample before it.
    case anchored
    /// Values at the window's edges, or at the evaluation time, are interpolated between the samples around.
    case smoothed

    /// The functions that take a window extended so (Prometheus' `AnchoredSafeFunctions` and `SmoothedSafeFunctions`).
    var functions: [String] {
        switch self {
        case .anchored: ["changes", "delta", "increase", "rate", "resets"]
        case .smoothed: ["delta", "increase", "rate"]
        }
    }
}
