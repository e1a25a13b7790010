import PterodactylAPI

/// Turns a tree into values, and keeps every mistake that it meets on the way.
///
/// Each reading function gives its fallback when the value is wrong, so that one run finds all mistakes.
struct SettingsDecoder {
    /// The file, as the user named it.
    let file: String
    /// The environment and the other files.
    let sources: SettingsSources
    /// The names of those who are told of alerts, once they are read.
    var receivers: [String] = []
    /// What is wrong so far.
    private(set) var problems: [SettingsProblem] = []

    /// Starts without problems.
    init(file: String, sources: SettingsSources) {
        self.file = file
        self.sources = sources
    }

    /// Reads a text as YAML and decodes it.
    /// - Throws: `invalid` with every mistake.
    static func read<Value>(
        _ text: String,
        file: String,
        sources: SettingsSources,
        _ decode: (inout SettingsDecoder, YAMLNode) -> Value
    ) throws(SettingsError) -> Value {
        let root = try YAMLDocument.root(of: text, file: file)
        var decoder = SettingsDecoder(file: file, sources: sources)
        let value = decode(&decoder, root)
        try SettingsError.check(decoder.problems)
        return value
    }

    /// Keeps a problem.
    mutating func report(
        _ kind: SettingsProblem.Kind,
        at node: YAMLNode,
        path: String,
        found: String? = nil,
        allowed: String? = nil
    ) {
        problems.append(
            SettingsProblem(
                file: file,
                line: node.line,
                column: node.column,
                path: path,
                kind: kind,
                found: found,
                allowed: allowed
            )
        )
    }

    /// Reads a mapping and reports its unknown and repeated keys; nothing counts as an empty mapping.
    mutating func fields(of node: YAMLNode, at path: String, allowed: [String]) -> Fields {
        var values: [String: YAMLNode] = [:]
        switch node.content {
        case .nothing:
            break
        case .mapping(let entries):
            for entry in entries {
                let key = entry.key.text ?? ""
                let fields = Fields(node: node, path: path, values: [:])
                if !allowed.isEmpty, !allowed.contains(key) {
                    report(
                        .unknownKey(suggestion: Suggestion.nearest(to: key, among: allowed)),
                        at: entry.key,
                        path: path,
                        found: entry.key.text ?? entry.key.kindName,
                        allowed: allowed.joined(separator: ", ")
                    )
                } else if values.updateValue(entry.value, forKey: key) != nil {
                    report(.duplicateKey, at: entry.key, path: fields.path, found: key)
                }
            }
        case .scalar, .sequence:
            report(
                .isNot("a mapping"),
                at: node,
                path: path,
                found: node.kindName,
                allowed: allowed.isEmpty ? nil : "the keys \(allowed.joined(separator: ", "))"
            )
        }
        return Fields(node: node, path: path, values: values)
    }

    /// Reads the mapping under a key; absent counts as empty.
    mutating func fields(_ key: String, of parent: Fields, allowed: [String]) -> Fields {
        guard let node = parent[key] else {
            return Fields(node: parent.node, path: parent.path(to: key), values: [:])
        }
        return fields(of: node, at: parent.path(to: key), allowed: allowed)
    }

    /// The items of the list under a key; absent counts as empty, nil when it is not a list.
    mutating func items(_ key: String, of parent: Fields, allowed: String) -> [YAMLNode]? {
        guard let node = parent[key] else { return [] }
        switch node.content {
        case .nothing: return []
        case .sequence(let nodes): return nodes
        case .scalar, .mapping:
            report(.isNot("a list"), at: node, path: parent.path(to: key), found: node.kindName, allowed: allowed)
            return nil
        }
    }
}
