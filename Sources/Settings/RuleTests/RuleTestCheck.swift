internal import RuleTesting

/// The report of `test-rules` on one file, in the words and places of promtool.
public struct RuleTestCheck: Sendable, Equatable {
    /// What goes to standard output before anything else.
    public let heading: String
    /// What goes to standard error.
    public private(set) var errors = ""
    /// What goes to standard output at last.
    public private(set) var output = ""
    /// Whether all tests hold.
    public private(set) var isSuccess = true

    /// Reads a test file with the rule files that it names, runs its tests, and writes down what promtool would say.
    public init(file: String, sources: SettingsSources) {
        heading = "Unit Testing:  \(file)\n"
        let reader = RuleTestFileReader(sources: sources)
        var failures: [String] = []
        do throws(SettingsError) {
            let testFile = try reader.testFile(named: file)
            let ruleFiles = reader.ruleFiles(of: testFile)
            for pattern in ruleFiles.unmatched { errors += "  WARNING: no file match pattern \(pattern)\n" }
            failures = Self.failures(of: testFile, rules: ruleFiles.files, reader)
        } catch {
            failures = Self.lines(of: error)
        }
        guard failures.isEmpty else {
            isSuccess = false
            errors += "  FAILED:\n" + failures.map { $0 + "\n" }.joined()
            output = String(repeating: "\n", count: failures.count + 1)
            return
        }
        output = "  SUCCESS\n\n"
    }

    private static func failures(
        of testFile: RuleTestFile,
        rules files: [String],
        _ reader: RuleTestFileReader
    ) -> [String] {
        do throws(SettingsError) {
            let groups = RuleTestRunner.ordered(try reader.groups(of: files), by: testFile.groupOrder)
            let runner = RuleTestRunner(groups: groups, evaluationInterval: testFile.evaluationInterval)
            return testFile.tests.flatMap { runner.failures(of: $0).map(\.description) }
        } catch {
            // Rules are read for each test, and mistakes are told for each.
            let lines = lines(of: error)
            return testFile.tests.flatMap { _ in lines }
        }
    }

    private static func lines(of error: SettingsError) -> [String] {
        guard case .invalid(let problems) = error else { return [error.description] }
        return problems.map(\.description)
    }
}
