import Telemetry

extension Duration {
    /// Short words for an explanation: `45s`, `5m`, `1h 5m`; parts of a second are cut off.
    var inWords: String {
        let seconds = wholeMilliseconds / 1_000
        if abs(seconds) < 60 { return "\(seconds)s" }
        let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        return parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}
