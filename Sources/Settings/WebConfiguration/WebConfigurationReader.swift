/// Reads a `--web.config.file` with the files that it names: whole, and every mistake is found before it fails.
public struct WebConfigurationReader: Sendable {
    private let sources: SettingsSources

    /// Makes a reader over these files.
    public init(sources: SettingsSources) { self.sources = sources }

    /// Reads a file; what it names is relative to its directory.
    /// - Throws: `unreadableFile`, or `invalid` with every mistake in it. No message holds a hash, a key or a token.
    public func webConfiguration(fromFile file: String) throws(SettingsError) -> WebConfiguration {
        try webConfiguration(from: try sources.text(of: file), file: file)
    }

    /// Reads a text, whose name in messages is given.
    /// - Throws: `invalid` with every mistake.
    public func webConfiguration(from text: String, file: String) throws(SettingsError) -> WebConfiguration {
        try SettingsDecoder.read(text, file: file, sources: sources) { $0.webConfiguration(from: $1) }
    }
}
