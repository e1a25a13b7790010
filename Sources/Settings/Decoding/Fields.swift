/// The keys of one mapping after the unknown ones were reported.
struct Fields {
    /// The mapping itself, for problems that have no better place.
    let node: YAMLNode
    /// The keys above, such as `collectors.servers`; empty at the top.
    let path: String
    /// The keys that were given, `nothing` values included.
    let values: [String: YAMLNode]

    /// The path of a key of this mapping.
    func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The value of a key; nil when it is absent.
    subscript(_ key: String) -> YAMLNode? { values[key] }

    /// Whether the key was given with a value.
    func has(_ key: String) -> Bool {
        guard let node = values[key] else { return false }
        return node.content != .nothing
    }
}
