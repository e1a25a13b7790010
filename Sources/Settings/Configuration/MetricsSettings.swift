/// What the metrics page says beyond what everybody is told.
public struct MetricsSettings: Sendable, Equatable {
    /// Whether OpenMetrics and protobuf tell since when each counter and histogram counts.
    ///
    /// In OpenMetrics that is a series `_created` more for each, which is why it is off.
    public var writesCreation: Bool

    /// Makes the settings.
    public init(writesCreation: Bool = false) {
        self.writesCreation = writesCreation
    }
}
