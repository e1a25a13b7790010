import Alerting
package import QueryAPI
import Settings
package import Telemetry

extension AgentCore {
    /// What a query sees now.
    package func view(at now: Timestamp) -> QueryView {
        QueryView(
            history: history,
            groups: engine.groups,
            families: MetricCatalogue.families,
            build: [
                ("version", Build.version), ("revision", ""), ("branch", ""), ("buildUser", ""), ("buildDate", ""),
                ("goVersion", "swift \(Build.swiftVersion)"),
            ],
            silences: silences,
            startedAt: startedAt,
            at: now
        )
    }
}
