import Collecting
package import Telemetry

/// Every family that the metrics page can show.
package enum MetricCatalogue {
    /// The families, sorted by name.
    package static let families: [MetricFamily] = [
        PanelFamilies.all, CollectorFamilies.all, AgentFamilies.all, ProcessMetrics.all,
    ].flatMap(\.self).sorted { $0.name < $1.name }
}
