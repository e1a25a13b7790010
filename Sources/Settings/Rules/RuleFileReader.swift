/// Reads Prometheus rule files, as strictly as Prometheus does: an unknown field is a mistake.
public struct RuleFileReader: Sendable {
    private let sources: SettingsSources

    /// Makes a reader over these files.
    public init(sources: SettingsSources) { self.sources = sources }

    /// Reads a file.
    /// - Throws: `unreadableFile`, or `invalid` with every mistake, each as `FILE: LINE:COL: group "G", rule N, "NAME": …`.
    public func ruleFile(named file: String) throws(SettingsError) -> RuleFile {
        let text: String
        do {
            text = try sources.readFile(file)
        } catch {
            throw .unreadableFile(file, error)
        }
        return try Self.ruleFile(from: text, named: file)
    }

    /// Reads every rule file that a configuration asks for: the shipped ones first, then the user's.
    /// - Throws: `invalid` with the mistakes of all files, or `unreadableFile` for the first that cannot be read.
    public func ruleFiles(for settings: RuleSettings) throws(SettingsError) -> [RuleFile] {
        var files: [RuleFile] = []
        var problems: [SettingsProblem] = []
        let builtin = settings.usesBuiltin ? BuiltinRules.files : []
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
        let document: YAMLDocument
        do {
            document = try YAMLDocument(parsing: text, file: file)
        } catch {
            throw .invalid([error])
        }
        var decoder = RuleFileDecoder(file: file)
        let groups = decoder.groups(from: document.root)
        guard decoder.problems.isEmpty else {
            throw .invalid(decoder.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return RuleFile(name: file, groups: groups)
    }
}
