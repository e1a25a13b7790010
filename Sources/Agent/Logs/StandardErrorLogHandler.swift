import Foundation
import Logging

/// Writes log lines to standard error, whole lines at a time.
struct StandardErrorLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let format: LogFormat

    init(level: Logger.Level, format: LogFormat) {
        self.logLevel = level
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let facts = merged.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.description) }
        let line = LogLine(LogLine.Level(event.level), event.message.description, facts)
        let time = Date.now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        FileHandle.standardError.write(Data((line.text(at: time + "Z", as: format) + "\n").utf8))
    }
}

extension LogLine.Level {
    init(_ level: Logger.Level) {
        switch level {
        case .trace, .debug: self = .debug
        case .info, .notice: self = .info
        case .warning: self = .warn
        case .error, .critical: self = .error
        }
    }

    var loggerLevel: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warn: .warning
        case .error: .error
        }
    }
}

extension Logger {
    func log(_ line: LogLine) {
        let facts = line.facts.map { ($0.name, Metadata.Value.string($0.value)) }
        log(level: line.level.loggerLevel, "\(line.message)", metadata: Metadata(facts) { _, new in new })
    }
}
