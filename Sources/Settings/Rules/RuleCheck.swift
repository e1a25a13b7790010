/// The report of `check-rules`, in the words and places of promtool.
public struct RuleCheck: Sendable, Equatable {
    /// What goes to standard output.
    public private(set) var output = ""
    /// What goes to standard error.
    public private(set) var errors = ""
    /// What is doubtful, one line for each doubt; for standard error, too.
    public private(set) var warnings = ""
    /// Whether all files are without a mistake.
    public private(set) var isSuccess = true

    /// Reads the files, in the order given, and writes down what promtool would say.
    /// - Parameter lint: finds what promtool cannot know; it changes neither output nor success.
    public init(files: [String], sources: SettingsSources, lint: RuleLint? = nil) {
        let reader = RuleFileReader(sources: sources)
        for file in files {
            output += "Checking \(file)\n"
            do {
                let rules = try reader.ruleFile(named: file)
                output += "  SUCCESS: \(rules.ruleCount) rules found\n\n"
                for warning in lint?.warnings(about: rules) ?? [] { warnings += warning + "\n" }
            } catch {
                output += "\n"
                errors += "  FAILED:\n\(error)\n"
                isSuccess = false
            }
        }
    }
}
