import Settings
import Telemetry

/// The labels of `pterowatch_build_info`.
enum BuildLabels {
    static let labels: LabelSet = [
        "version": Build.version, "swift_version": Build.swiftVersion, "platform": Build.platform,
    ]
}
