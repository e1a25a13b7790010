import Alerting
import PromQL

extension RuleFileDecoder {
    /// Reads one rule; nil after a problem.
    mutating func rule(
        from node: YAMLNode,
        number: Int,
        group: String,
        groupLabels: [String: String]
    ) -> Rule? {
        let keys = ["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"]
        let record = Self.entry("record", of: node)?.text
        let alert = Self.entry("alert", of: node)?.text
        let context = "group \"\(group)\", rule \(number), \"\(alert ?? record ?? "")\": "
        let fields = mapping(node, allowed: keys, context: context, owner: "a rule")
        let before = problems.count
        let nameNode = fields["record"] ?? fields["alert"] ?? node

        switch (record.isBlank, alert.isBlank) {
        case (false, false): report("only one of 'record' and 'alert' must be set", at: nameNode, context: context)
        case (true, true): report("one of 'record' or 'alert' must be set", at: nameNode, context: context)
        default: break
        }
        let expression = expression(fields["expr"], at: nameNode, context: context)
        let labels = texts(fields["labels"], named: "labels", context: context)
        checkLabels(labels, at: fields["labels"], context: context)
        let annotations = texts(fields["annotations"], named: "annotations", context: context)
        if let node = fields["annotations"] {
            for name in annotations.keys.sorted() where !Self.isLabelName(name) {
                report("invalid annotation name: \(name)", at: node, context: context)
            }
        }
        let hold = fields["for"].flatMap { duration($0, named: "for", context: context) } ?? .zero
        let keep = fields["keep_firing_for"].flatMap { duration($0, named: "keep_firing_for", context: context) }
        if let record, alert.isBlank, !record.isEmpty {
            checkRecordingRule(record, fields: fields, at: nameNode, context: context)
        } else {
            checkTemplates(labels, of: "label", at: fields["labels"], context: context)
            checkTemplates(annotations, of: "annotation", at: fields["annotations"], context: context)
        }

        guard problems.count == before, let expression else { return nil }
        let merged = groupLabels.merging(labels) { _, own in own }
        if let record, alert.isBlank {
            return .recording(RecordingRule(record: record, expression: expression, labels: merged))
        }
        return .alerting(
            AlertingRule(
                alert: alert ?? "",
                expression: expression,
                holdDuration: hold,
                keepFiringFor: keep ?? .zero,
                labels: merged,
                annotations: annotations
            )
        )
    }

    private mutating func expression(_ node: YAMLNode?, at nameNode: YAMLNode, context: String) -> Expression? {
        guard let node, let text = node.text, !text.isEmpty else {
            report("field 'expr' must be set in rule", at: nameNode, context: context)
            return nil
        }
        do {
            return try Expression(parsing: text)
        } catch {
            report("could not parse expression: \(error)", at: node, context: context)
            return nil
        }
    }

    private mutating func checkRecordingRule(
        _ record: String,
        fields: [String: YAMLNode],
        at node: YAMLNode,
        context: String
    ) {
        for key in ["for", "keep_firing_for", "annotations"] where fields[key] != nil {
            report("invalid field '\(key)' in recording rule", at: node, context: context)
        }
        if record.contains(where: { $0 == "{" || $0 == "}" }) {
            let message = "braces present in the recording rule name; should it be in expr?: \(record)"
            report(message, at: node, context: context)
        } else if !Self.isMetricName(record) {
            report("invalid recording rule name: \(record)", at: node, context: context)
        }
    }

    private mutating func checkTemplates(
        _ templates: [String: String],
        of kind: String,
        at node: YAMLNode?,
        context: String
    ) {
        guard let node else { return }
        for (name, text) in templates.sorted(by: { $0.key < $1.key }) {
            do {
                _ = try Template(parsing: text)
            } catch {
                report("\(kind) \"\(name)\": \(error)", at: Self.entry(name, of: node) ?? node, context: context)
            }
        }
    }
}

extension String? {
    fileprivate var isBlank: Bool { self?.isEmpty ?? true }
}
