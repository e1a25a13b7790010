public import Alerting
public import RuleTesting

/// Reads files of rule tests, as strictly as promtool does: an unknown field is a mistake.
public struct RuleTestFileReader: Sendable {
    private let sources: SettingsSources

    /// Makes a reader over these files.
    public init(sources: SettingsSources) { self.sources = sources }

    /// Reads a test file; the rule files that it names are not read.
    /// - Throws: `unreadableFile`, or `invalid` with every mistake and its place. An input series or an expression that
    ///   cannot be read is none: it fails its test.
    public func testFile(named file: String) throws(SettingsError) -> RuleTestFile {
        try RuleFileDecoder.read(try sources.text(of: file), named: file) { $0.testFile(from: $1) }
    }

    /// The rule files that a test file names, relative to its own directory, each once and in its order.
    /// - Returns: the files, and the names and patterns for which there is no file.
    public func ruleFiles(of testFile: RuleTestFile) -> (files: [String], unmatched: [String]) {
        var files: [String] = []
        var unmatched: [String] = []
        for name in testFile.ruleFiles {
            let path = FilePath.resolve(name, besides: testFile.name)
            let found = FilePath.matches(of: path, listing: sources.listDirectory).filter(exists)
            if found.isEmpty { unmatched.append(path) }
            for file in found where !files.contains(file) { files.append(file) }
        }
        return (files, unmatched)
    }

    private func exists(_ path: String) -> Bool {
        do {
            _ = try sources.readFile(path)
            return true
        } catch {
            return error != .notFound
        }
    }

    /// Reads the groups of rule files.
    /// - Throws: what is wrong with the first file that cannot be read.
    public func groups(of files: [String]) throws(SettingsError) -> [RuleGroup] {
        let reader = RuleFileReader(sources: sources)
        var groups: [RuleGroup] = []
        for file in files { groups += try reader.ruleFile(named: file).groups }
        return groups
    }
}
