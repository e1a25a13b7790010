/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, as Prometheus counts them.
///
/// Pure code never reads a clock: a timestamp always comes in as an argument.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1970; negative before it.
    public var millisecondsSince1970: Int64

    /// Makes a timestamp of whole milliseconds since 1970.
    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// Makes a timestamp of seconds since 1970, rounded to the nearest millisecond and clamped to what fits.
    public init(secondsSince1970 seconds: Double) {
        let milliseconds = (seconds * 1_000).rounded()
        self.millisecondsSince1970 =
            milliseconds.isNaN
            ? 0 : Int64(exactly: min(max(milliseconds, -9.2e18), 9.2e18)) ?? 0
    }

    /// Seconds since 1970, with a fraction.
    public var secondsSince1970: Double { Double(millisecondsSince1970) / 1_000 }

    /// Whether one is earlier than the other.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.millisecondsSince1970 < rhs.millisecondsSince1970
    }

    /// The time a duration later, fractions of a millisecond cut off; clamped to what fits.
    public static func + (lhs: Timestamp, rhs: Duration) -> Timestamp {
        Timestamp(millisecondsSince1970: lhs.millisecondsSince1970.addingClamped(rhs.wholeMilliseconds))
    }

    /// The time a duration earlier; clamped to what fits.
    public static func - (lhs: Timestamp, rhs: Duration) -> Timestamp {
        lhs + .milliseconds(-max(rhs.wholeMilliseconds, -Int64.max))
    }

    /// How long from `rhs` to `lhs`; negative when `lhs` is the earlier one.
    public static func - (lhs: Timestamp, rhs: Timestamp) -> Duration {
        .milliseconds(lhs.millisecondsSince1970 - rhs.millisecondsSince1970)
    }
}
