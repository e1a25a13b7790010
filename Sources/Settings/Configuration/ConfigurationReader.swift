/// Reads a configuration: the whole file is read and every mistake is found before it fails.
public struct ConfigurationReader: Sendable {
    private let sources: SettingsSources

    /// Makes a reader over these files and this environment.
    public init(sources: SettingsSources) { self.sources = sources }

    /// Reads a configuration file.
    /// - Throws: `missingFile`, `unreadableFile`, or `invalid` with every mistake in it.
    public func configuration(fromFile file: String) throws(SettingsError) -> Configuration {
        let text: String
        do {
            text = try sources.readFile(file)
        } catch .notFound {
            throw .missingFile(file)
        } catch {
            throw .unreadableFile(file, error)
        }
        return try configuration(from: text, file: file)
    }

    /// Reads a configuration that is already in memory.
    ///
    /// - Parameter file: its name in messages; relative names in it are relative to this file's directory.
    /// - Throws: `invalid` with every mistake.
    public func configuration(from text: String, file: String) throws(SettingsError) -> Configuration {
        try SettingsDecoder.read(text, file: file, sources: sources) { $0.configuration(from: $1) }
    }
}
