/// Reads Prometheus rule files, as strictly as Prometheus does: an unknown field is a mistake.
public struct RuleFileReader: Sendable {
    private let sources: SettingsSources

    /// Makes a reader over these files.
    public init(sources: SettingsSources) { self.sources = sources }

    /// Reads a file.
    /// - Throws: `unreadableFile`, or `invalid` with every mistake, each as `FILE: LINE:COL: group "G", rule N, "NAME": …`.
    public func ruleFile(named file: String) throws(SettingsError) -> RuleFile {
        try Self.ruleFile(from: try sources.text(of: file), named: file)
    }

    /// Reads every rule file that a configuration asks for: the shipped ones first, then the user's.
    /// - Throws: `invalid` with the mistakes of all files, or `unreadableFile` for the first that cannot be read.
    public func ruleFiles(for settings: RuleSettings) throws(SettingsError) -> [RuleFile] {
        var files: [RuleFile] = []
        var problems: [SettingsProblem] = []
        let builtin =
            (settings.usesBuiltin ? BuiltinRules.files : []) + settings.proactive.map { BuiltinRules.file(of: $0) }
        let names: [(name: String, text: String?)] =
            builtin.map { ($0.name, $0.text) } + settings.files.map { ($0, nil) }
        for (name, text) in names {
            do {
                if let text {
                    files.append(try Self.ruleFile(from: text, named: name))
                } else {
                    files.append(try ruleFile(named: name))
                }
            } catch .invalid(let found) {
                problems += found
            } catch {
                throw error
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return files
    }

    /// Reads a rule file that is already in memory; an empty one has no groups.
    /// - Throws: `invalid` with every mistake.
    public static func ruleFile(from text: String, named file: String) throws(SettingsError) -> RuleFile {
        RuleFile(name: file, groups: try RuleFileDecoder.read(text, named: file) { $0.groups(from: $1) })
    }
}
