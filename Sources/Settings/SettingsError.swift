/// Why there are no settings.
public enum SettingsError: Error, Sendable, Equatable {
    /// The configuration file is not there.
    case missingFile(String)
    /// A file cannot be read.
    case unreadableFile(String, FileReadError)
    /// The files have mistakes: all of them, in the order of their places.
    case invalid([SettingsProblem])

    /// Ends a reading.
    /// - Throws: `invalid` with all problems in the order of their places, when there is one.
    static func check(_ problems: [SettingsProblem]) throws(SettingsError) {
        guard problems.isEmpty else {
            throw .invalid(problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
    }
}

extension SettingsError: CustomStringConvertible {
    /// One line for each mistake.
    public var description: String {
        switch self {
        case .missingFile(let file):
            "\(file): no such file: write one (ten lines, see README.md) or name yours with --config.file=FILE; "
                + "\"pterowatch demo\" needs none"
        case .unreadableFile(let file, let error):
            "\(file): cannot be read: \(error)"
        case .invalid(let problems):
            problems.map(\.description).joined(separator: "\n")
        }
    }
}
