extension LabelSet {
    /// Makes a set of values by name.
    public init(values: [String: String]) { self.init(values.map { Label($0.key, $0.value) }) }

    /// The values by name.
    public var values: [String: String] { Dictionary(labels.map { ($0.name, $0.value) }) { first, _ in first } }
}
