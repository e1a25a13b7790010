/// How the agent logs.
public struct LogSettings: Sendable, Equatable {
    /// The least level that is written.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case debug, info, warn, error
    }

    /// The form of a line.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case logfmt, json
    }

    /// The least level that is written.
    public var level: Level
    /// The form of a line.
    public var format: Format

    /// Makes the settings.
    public init(level: Level = .info, format: Format = .logfmt) {
        self.level = level
        self.format = format
    }
}
