import Foundation
import PterodactylAPI
import QueryAPI
import Settings
import Telemetry

extension ProcessStatus {
    /// What the agent tells of itself now.
    init(of reloader: Reloader, startedAt: Timestamp, retention: Duration) {
        let (status, configuration) = (reloader.status, reloader.configuration)
        self.init(
            configuration: ConfigurationText.yaml(of: configuration),
            flags: [
                "log.format": configuration.log.format.rawValue,
                "log.level": configuration.log.level.rawValue,
                "metrics.compat": configuration.metrics.compatibility.map(\.rawValue).joined(separator: ","),
                "metrics.created": "\(configuration.metrics.writesCreation)",
                "storage.path": configuration.storage.path,
                "web.listen-address": configuration.web.listenAddresses.map(\.description).joined(separator: ","),
                "web.telemetry-path": configuration.web.telemetryPath,
            ],
            alertmanagers: configuration.notifications.alertmanagers.map { $0.way.url.reveal() + "/api/v2/alerts" },
            startedAt: startedAt,
            workingDirectory: FileManager.default.currentDirectoryPath,
            isConfigurationRead: status.isSuccessful,
            configuredAt: status.loadedAt,
            retention: retention
        )
    }
}
