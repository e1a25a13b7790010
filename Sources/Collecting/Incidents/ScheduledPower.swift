public import Telemetry

/// A schedule of the panel that has a power task, as far as it can explain a drop.
///
/// Runs of schedules leave nothing in the activity log; only these two fields tell (panel
/// `app/Jobs/Schedule/RunTaskJob.php`).
public struct ScheduledPower: Sendable, Equatable {
    /// Whether a power task of it stops or kills; otherwise it restarts or starts.
    public let stops: Bool
    /// When its last run ended.
    public let lastRunAt: Timestamp?
    /// Whether it runs now.
    public let isProcessing: Bool

    /// Makes the digest of a schedule.
    public init(stops: Bool, lastRunAt: Timestamp?, isProcessing: Bool) {
        self.stops = stops
        self.lastRunAt = lastRunAt
        self.isProcessing = isProcessing
    }
}
