/// What the metrics page says beyond what everybody is told.
public struct MetricsSettings: Sendable, Equatable {
    /// An exporter whose metric names are known.
    public enum Compatibility: String, Sendable, Hashable, CaseIterable {
        /// LOENS2/pterodactyl_exporter, for which Grafana's dashboard 16575 was made.
        case pterodactylExporter = "pterodactyl_exporter"
    }

    /// Whether OpenMetrics and protobuf tell since when each counter and histogram counts.
    ///
    /// In OpenMetrics that is a series `_created` more for each, which is why it is off.
    public var writesCreation: Bool
    /// Whose names are shown beside our own, each once.
    public var compatibility: [Compatibility]

    /// Makes the settings.
    public init(writesCreation: Bool = false, compatibility: [Compatibility] = []) {
        self.writesCreation = writesCreation
        self.compatibility = compatibility
    }
}
