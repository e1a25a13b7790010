/// The report of `check-rules`, in the words and places of promtool.
public struct RuleCheck: Sendable, Equatable {
    /// What goes to standard output.
    public private(set) var output = ""
    /// What goes to standard error.
    public private(set) var errors = ""
    /// Whether all files are without a mistake.
    public private(set) var isSuccess = true

    /// Reads the files, in the order given, and writes down what promtool would say.
    public init(files: [String], sources: SettingsSources) {
        let reader = RuleFileReader(sources: sources)
        for file in files {
            output += "Checking \(file)\n"
            do {
                let rules = try reader.ruleFile(named: file)
                output += "  SUCCESS: \(rules.ruleCount) rules found\n\n"
            } catch {
                output += "\n"
                errors += "  FAILED:\n\(error)\n"
                isSuccess = false
            }
        }
    }
}
