/// What a metric is: its name, its type and one sentence of help.
public struct MetricFamily: Hashable, Sendable {
    /// The type, as the exposition formats name it.
    public enum Kind: String, Sendable, CaseIterable {
        case counter, gauge, histogram
    }

    /// The family's name, unit and `_total` included.
    public let name: String
    /// The family's type.
    public let kind: Kind
    /// One sentence, ending in a full stop.
    public let help: String

    /// Makes a family.
    public init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// Whether both have the same name: a name stands for one family.
    public static func == (lhs: MetricFamily, rhs: MetricFamily) -> Bool { lhs.name == rhs.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
