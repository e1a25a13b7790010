internal import Telemetry

/// Durations as Prometheus prints them (prometheus/common, `model.Duration.String`).
///
/// | duration | text |
/// |---|---|
/// | 90 s | `1m30s` |
/// | 24 h, 25 h, 48 h | `1d`, `25h`, `2d` |
/// | 7 d, 8 d | `1w`, `8d` |
/// | none | `0s` |
public enum PrometheusDuration {
    /// Each unit with its milliseconds, and whether it is used only where nothing is left over.
    private static let units: [(name: String, milliseconds: UInt64, isExact: Bool)] = [
        ("y", 31_536_000_000, true), ("w", 604_800_000, true), ("d", 86_400_000, true), ("h", 3_600_000, false),
        ("m", 60_000, false), ("s", 1_000, false), ("ms", 1, false),
    ]

    /// The text; fractions of a millisecond are cut off, and a negative one has its sign before the first unit.
    public static func text(_ duration: Duration) -> String {
        var rest = duration.wholeMilliseconds.magnitude
        guard rest != 0 else { return "0s" }
        var text = duration < .zero ? "-" : ""
        for unit in units where !unit.isExact || rest % unit.milliseconds == 0 {
            if rest >= unit.milliseconds { text += "\(rest / unit.milliseconds)\(unit.name)" }
            rest %= unit.milliseconds
        }
        return text
    }
}
