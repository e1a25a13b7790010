import Alerting

/// Turns the tree of a rule file into groups, and keeps every mistake, in Prometheus' words where it has some.
struct RuleFileDecoder {
    /// The file, as the user named it.
    let file: String
    /// What is wrong so far.
    private(set) var problems: [SettingsProblem] = []

    /// Starts without problems.
    init(file: String) { self.file = file }

    /// Reads a text with a decoder of its own.
    /// - Throws: `invalid` with every mistake, in the order of the text.
    static func read<Value>(
        _ text: String,
        named file: String,
        _ body: (inout RuleFileDecoder, YAMLNode) -> Value
    ) throws(SettingsError) -> Value {
        let root = try YAMLDocument.root(of: text, file: file)
        var decoder = RuleFileDecoder(file: file)
        let value = body(&decoder, root)
        try SettingsError.check(decoder.problems)
        return value
    }

    /// Keeps a problem; `context` is `group "G", rule N, "NAME": ` or empty.
    mutating func report(_ message: String, at node: YAMLNode, context: String = "") {
        problems.append(
            SettingsProblem(file: file, line: node.line, column: node.column, path: "", kind: .rule(context + message))
        )
    }

    /// Reads the whole file.
    mutating func groups(from root: YAMLNode) -> [RuleGroup] {
        let fields = mapping(root, allowed: ["groups"], context: "", owner: "a rule file")
        var names: Set<String> = []
        return list(fields["groups"], named: "groups", context: "").compactMap { group(from: $0, names: &names) }
    }

    private mutating func group(from node: YAMLNode, names: inout Set<String>) -> RuleGroup? {
        let keys = ["name", "interval", "query_offset", "limit", "labels", "rules"]
        let name = Self.entry("name", of: node)?.text ?? ""
        let context = "group \"\(name)\": "
        let fields = mapping(node, allowed: keys, context: context, owner: "a group")
        if name.isEmpty {
            report("Groupname must not be empty", at: fields["name"] ?? node)
        } else if !names.insert(name).inserted {
            report("groupname: \"\(name)\" is repeated in the same file", at: node)
        }
        let labels = texts(fields["labels"], named: "labels", context: context)
        checkLabels(labels, at: fields["labels"], context: context)
        let interval = fields["interval"].flatMap { duration($0, named: "interval", context: context) }
        let offset = fields["query_offset"].flatMap { duration($0, named: "query_offset", context: context) }
        let rules = list(fields["rules"], named: "rules", context: context).enumerated().compactMap { index, node in
            rule(from: node, number: index + 1, group: name, groupLabels: labels)
        }
        return RuleGroup(
            name: name,
            file: file,
            interval: interval == .zero ? nil : interval,
            queryOffset: offset ?? .zero,
            limit: limit(fields["limit"], context: context),
            rules: rules
        )
    }

    private mutating func limit(_ node: YAMLNode?, context: String) -> Int {
        guard let node else { return 0 }
        guard let text = node.text, let limit = Int(text), limit >= 0 else {
            report(
                "invalid limit \"\(node.text ?? node.kindName)\"; allowed: a whole number from 0",
                at: node,
                context: context
            )
            return 0
        }
        return limit
    }

    /// The value of a key in a mapping, without any check.
    static func entry(_ key: String, of node: YAMLNode) -> YAMLNode? {
        guard case .mapping(let entries) = node.content else { return nil }
        return entries.first { $0.key.text == key }?.value
    }

    /// The keys of a mapping; unknown ones are reported.
    mutating func mapping(
        _ node: YAMLNode,
        allowed: [String],
        context: String,
        owner: String
    ) -> [String: YAMLNode] {
        switch node.content {
        case .nothing:
            return [:]
        case .mapping(let entries):
            var values: [String: YAMLNode] = [:]
            for entry in entries {
                let key = entry.key.text ?? entry.key.kindName
                if allowed.contains(key) {
                    if entry.value.content != .nothing { values[key] = entry.value }
                    continue
                }
                let nearest = Suggestion.nearest(to: key, among: allowed).map { ", did you mean \($0)?" } ?? ""
                let list = allowed.joined(separator: ", ")
                report(
                    "field \(key) not found in \(owner)\(nearest); allowed: \(list)",
                    at: entry.key,
                    context: context
                )
            }
            return values
        case .scalar, .sequence:
            report(
                "\(node.kindName) is not \(owner); allowed: a mapping of \(allowed.joined(separator: ", "))",
                at: node,
                context: context
            )
            return [:]
        }
    }

    /// The items of a list; absent counts as empty.
    mutating func list(_ node: YAMLNode?, named name: String, context: String) -> [YAMLNode] {
        guard let node else { return [] }
        guard case .sequence(let items) = node.content else {
            report("field \(name) must be a list, not \(node.kindName)", at: node, context: context)
            return []
        }
        return items
    }

    /// A mapping of texts; absent counts as empty.
    mutating func texts(_ node: YAMLNode?, named name: String, context: String) -> [String: String] {
        guard let node else { return [:] }
        guard case .mapping(let entries) = node.content else {
            report("field \(name) must be a mapping, not \(node.kindName)", at: node, context: context)
            return [:]
        }
        var texts: [String: String] = [:]
        for entry in entries {
            switch (entry.key.text, entry.value.content) {
            case (let key?, .scalar(let text, _)): texts[key] = text
            case (let key?, .nothing): texts[key] = ""
            default: report("field \(name) must be a mapping of texts", at: entry.value, context: context)
            }
        }
        return texts
    }

    /// A duration; nil after a problem.
    mutating func duration(_ node: YAMLNode, named name: String, context: String) -> Duration? {
        guard let text = node.text, let duration = DurationText.parse(text) else {
            let found = node.text ?? node.kindName
            report(
                "field \(name): not a valid duration string: \"\(found)\"; allowed: \(DurationText.allowed)",
                at: node,
                context: context
            )
            return nil
        }
        return duration
    }

    /// Reports label names that no label can have.
    mutating func checkLabels(_ labels: [String: String], at node: YAMLNode?, context: String) {
        guard let node else { return }
        for name in labels.keys.sorted() where !Self.isLabelName(name) || name == "__name__" {
            report("invalid label name: \(name)", at: node, context: context)
        }
    }

    /// Whether a text is a label name: `[a-zA-Z_][a-zA-Z0-9_]*`.
    static func isLabelName(_ text: String) -> Bool {
        guard let first = text.first, !first.isNumber else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// Whether a text is a metric name: a label name that may hold colons.
    static func isMetricName(_ text: String) -> Bool {
        guard let first = text.first, !first.isNumber else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
    }
}
