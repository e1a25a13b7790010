/// A set of labels: sorted by name, each name once, none with an empty value.
///
/// An empty value means the same as no label (Prometheus data model), so it is never stored. The metric name, where a
/// set carries one, is the label `__name__`.
public struct LabelSet: Hashable, Comparable, Sendable {
    /// The labels, sorted by name in byte order.
    public let labels: [Label]
    private let hash: Int

    /// The name of the label that holds a metric's name.
    public static let metricName = "__name__"

    /// The set without labels.
    public static let empty = LabelSet([])

    /// Makes a set of labels in any order; of two with the same name the later one stands.
    public init(_ labels: some Sequence<Label>) {
        var byName: [String: Label] = [:]
        for label in labels { byName[label.name] = label }
        self.init(sorted: byName.values.filter { !$0.value.isEmpty }.sorted())
    }

    /// Makes a set of names and values.
    public init(_ pairs: KeyValuePairs<String, String>) {
        self.init(pairs.map { Label($0.key, $0.value) })
    }

    private init(sorted labels: [Label]) {
        self.labels = labels
        var hasher = Hasher()
        for label in labels { label.hash(into: &hasher) }
        self.hash = hasher.finalize()
    }

    /// The value of a label; nil when the set has none of that name.
    public subscript(name: String) -> String? {
        // Most names differ in length already.
        for label in labels where label.name.utf8.count == name.utf8.count && label.name == name {
            return label.value
        }
        return nil
    }

    /// Whether there is no label.
    public var isEmpty: Bool { labels.isEmpty }

    /// The set with one label set, or removed when the value is empty or nil.
    public func setting(_ name: String, to value: String?) -> LabelSet {
        var changed = labels.filter { $0.name != name }
        if let value, !value.isEmpty {
            let label = Label(name, value)
            let index = changed.firstIndex { label < $0 } ?? changed.endIndex
            changed.insert(label, at: index)
        }
        return LabelSet(sorted: changed)
    }

    /// The set with another's labels laid over it: its values win, and its names are added.
    public func merging(_ other: LabelSet) -> LabelSet {
        LabelSet(labels + other.labels)
    }

    /// The set of those labels whose name passes the test.
    public func filter(_ isIncluded: (String) -> Bool) -> LabelSet {
        LabelSet(sorted: labels.filter { isIncluded($0.name) })
    }

    /// The set without the metric name.
    public var withoutMetricName: LabelSet { filter { $0 != Self.metricName } }

    /// Whether both hold the same labels; sets of different hash are told apart at once.
    public static func == (lhs: LabelSet, rhs: LabelSet) -> Bool {
        lhs.hash == rhs.hash && lhs.labels == rhs.labels
    }

    /// Hashes with what was computed once when the set was made.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }

    /// What was computed once when the set was made: the same for equal sets, in one run of the program.
    package var precomputedHash: Int { hash }

    /// Orders by the labels one after the other; a set that is the start of another comes first.
    public static func < (lhs: LabelSet, rhs: LabelSet) -> Bool {
        lhs.labels.lexicographicallyPrecedes(rhs.labels)
    }
}

extension LabelSet: CustomStringConvertible {
    /// As PromQL prints it: `{a="b", c="d"}`.
    public var description: String {
        "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ", ") + "}"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension LabelSet: ExpressibleByDictionaryLiteral {
    /// Makes a set of names and values.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Label($0.0, $0.1) })
    }
}
