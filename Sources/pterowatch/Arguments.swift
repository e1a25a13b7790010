public import ArgumentParser
import Foundation
public import Settings

extension SettingsSources {
    /// The files and the environment of this process.
    static var process: SettingsSources { .files(environment: ProcessInfo.processInfo.environment) }
}

extension ListenAddress {
    /// Reads an address from the command line.
    static func argument(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(parsing: text) else {
            throw ValidationError("\"\(text)\" is not an address; allowed: \(allowed)")
        }
        return address
    }
}

extension Duration {
    /// Reads a duration from the command line.
    static func argument(_ text: String) throws -> Duration {
        guard let duration = DurationText.parse(text) else {
            throw ValidationError("\"\(text)\" is not a duration; allowed: \(DurationText.allowed)")
        }
        return duration
    }
}

extension LogSettings.Level: ExpressibleByArgument {}

extension LogSettings.Format: ExpressibleByArgument {}

extension MetricsSettings.Compatibility: ExpressibleByArgument {}
