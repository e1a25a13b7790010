import Collecting
package import Telemetry

/// Every family that the metrics page can show: ours, and those of another exporter that it shows when it is asked to.
package enum MetricCatalogue {
    /// Our families, sorted by name.
    package static let families: [MetricFamily] = [
        PanelFamilies.all, CollectorFamilies.all, AgentFamilies.all, ProcessMetrics.all,
    ].flatMap(\.self).sorted { $0.name < $1.name }

    /// The families of pterodactyl_exporter, in its own order.
    package static let exporterFamilies: [MetricFamily] = ExporterFamilies.all
}
