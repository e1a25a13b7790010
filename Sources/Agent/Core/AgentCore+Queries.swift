import Alerting
import Collecting
import Notifying
package import QueryAPI
import Settings
package import Telemetry

extension AgentCore {
    /// What a query sees now.
    package func view(at now: Timestamp) -> QueryView {
        let receivers = plan.notifications.receivers.map { AlertReceiver($0.name, $0.matchers) }
        return QueryView(
            history: history,
            groups: engine.groups,
            families: plan.panels.contains(where: \.writesExporterNames)
                ? MetricCatalogue.families + MetricCatalogue.exporterFamilies : MetricCatalogue.families,
            build: [
                ("version", Build.version), ("revision", ""), ("branch", ""), ("buildUser", ""), ("buildDate", ""),
                ("goVersion", "swift \(Build.swiftVersion)"),
            ],
            silences: silences,
            receivers: receivers.isEmpty ? AlertReceiver.standard : receivers,
            externalLabels: plan.notifications.externalLabels,
            at: now
        )
    }
}
