import Remediation

/// The report of `check-config`.
public struct ConfigurationCheck: Sendable, Equatable {
    /// What goes to standard output when nothing is wrong.
    public let output: String

    /// Reads a configuration and every rule file that it names.
    /// - Throws: every mistake in them.
    public init(file: String, sources: SettingsSources) throws(SettingsError) {
        let configuration = try ConfigurationReader(sources: sources).configuration(fromFile: file)
        let ruleFiles = try RuleFileReader(sources: sources).ruleFiles(for: configuration.rules)
        let rules = ruleFiles.reduce(0) { $0 + $1.ruleCount }
        let panels = configuration.panels.count
        let success = """
            Checking \(file)
              SUCCESS: \(panels) \(panels == 1 ? "panel" : "panels"), \(rules) rules in \(ruleFiles.count) files, \
            remediation mode \(configuration.remediation.mode.rawValue)
            """
        let policies = configuration.remediation.policies.sorted { $0.key < $1.key }
            .map { "  POLICY \(Policy($0.key, $0.value).sentence)" }
        let warnings = configuration.warnings.map { "  WARNING: \($0)" }
        output = ([success] + policies + warnings).joined(separator: "\n")
    }
}
