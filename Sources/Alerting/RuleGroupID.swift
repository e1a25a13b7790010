import Telemetry

/// What names a group: no two groups of a file have the same name.
public struct RuleGroupID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The file, as the configuration names it.
    public let file: String
    /// The group's name.
    public let name: String

    /// Makes an id.
    public init(file: String, name: String) {
        self.file = file
        self.name = name
    }

    /// `file;name`, as Prometheus' label `rule_group` has it.
    public var description: String { "\(file);\(name)" }

    /// By file, then by name.
    public static func < (lhs: RuleGroupID, rhs: RuleGroupID) -> Bool {
        (lhs.file, lhs.name) < (rhs.file, rhs.name)
    }

    /// FNV-1a over both, the same in every process.
    var hash64: UInt64 {
        var hash = FNV1a()
        hash.add(file)
        hash.add(0xFF)
        hash.add(name)
        return hash.value
    }
}

extension RuleGroup {
    /// What names this group.
    public var id: RuleGroupID { RuleGroupID(file: file, name: name) }

    /// Whether one of its rules asks for action: such a group is evaluated on a change too.
    public var asksForRemediation: Bool {
        rules.contains { rule in
            guard case .alerting(let rule) = rule else { return false }
            return rule.labels["remediation"]?.isEmpty == false
        }
    }
}

extension Rule {
    /// The name of the alert or the series.
    public var name: String {
        switch self {
        case .recording(let rule): rule.record
        case .alerting(let rule): rule.alert
        }
    }

    /// The labels laid over its results, templates unexpanded.
    public var labels: [String: String] {
        switch self {
        case .recording(let rule): rule.labels
        case .alerting(let rule): rule.labels
        }
    }
}
