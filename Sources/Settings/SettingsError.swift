/// Why there are no settings.
public enum SettingsError: Error, Sendable, Equatable {
    /// The configuration file is not there.
    case missingFile(String)
    /// A file cannot be read.
    case unreadableFile(String, FileReadError)
    /// The files have mistakes: all of them, in the order of their places.
    case invalid([SettingsProblem])
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
