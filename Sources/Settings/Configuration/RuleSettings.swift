/// Which rules are evaluated.
public struct RuleSettings: Sendable, Equatable {
    /// Whether the rules that come with Pterowatch are evaluated.
    public var usesBuiltin: Bool
    /// The policies whose rules are evaluated besides, as `remediation.proactive` names them.
    public var proactive: [ProactivePolicy]
    /// Rule files of the user: paths and patterns, as they were written.
    public var patterns: [String]
    /// The files that the patterns mean, sorted within each pattern.
    public var files: [String]
    /// How often a group without its own interval is evaluated.
    public var evaluationInterval: Duration

    /// Makes the settings.
    public init(
        usesBuiltin: Bool = true,
        proactive: [ProactivePolicy] = [],
        patterns: [String] = [],
        files: [String] = [],
        evaluationInterval: Duration = .seconds(15)
    ) {
        self.usesBuiltin = usesBuiltin
        self.proactive = proactive
        self.patterns = patterns
        self.files = files
        self.evaluationInterval = evaluationInterval
    }
}
