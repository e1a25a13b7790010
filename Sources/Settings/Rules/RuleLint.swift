internal import Alerting
internal import PromQL
internal import Telemetry

/// Doubts about rules that Prometheus would take: names and labels of ours that nothing carries.
public struct RuleLint: Sendable {
    /// Which metric names are ours.
    private static let prefixes = ["pterodactyl_", "pterowatch_"]
    /// The labels that a Prometheus lays over all that it scrapes.
    private static let scraped: Set<String> = ["instance", "job"]
    /// Names that every rule engine writes.
    private static let written = ["ALERTS", "ALERTS_FOR_STATE"]

    private let labels: [String: Set<String>]
    private let policies: [String]

    /// Makes a check.
    /// - Parameters:
    ///   - labels: the labels of each sample name that the metrics page can show.
    ///   - policies: what a label `remediation` may name.
    public init(labels: [String: Set<String>], policies: [String]) {
        self.labels = labels
        self.policies = policies.sorted()
    }

    /// What is doubtful in a file: one line for each doubt, in file order.
    public func warnings(about file: RuleFile) -> [String] {
        let recorded = file.groups.flatMap(\.rules).compactMap { rule -> String? in
            guard case .recording(let rule) = rule else { return nil }
            return rule.record
        }
        var warnings: [String] = []
        for group in file.groups {
            for (number, rule) in zip(1..., group.rules) {
                let context = "\(file.name): group \"\(group.name)\", rule \(number), \"\(rule.name)\": warning: "
                warnings += doubts(about: rule, recorded).map { context + $0 }
            }
        }
        return warnings
    }

    private func doubts(about rule: Rule, _ recorded: [String]) -> [String] {
        switch rule {
        case .recording(let rule): return doubts(about: rule.expression.root, recorded)
        case .alerting(let rule):
            let doubts = doubts(about: rule.expression.root, recorded)
            guard let policy = rule.labels["remediation"], !policy.isEmpty, !policy.contains("{{") else {
                return doubts
            }
            guard !policies.contains(policy) else { return doubts }
            let known = policies.joined(separator: ", ")
            return doubts + ["the label remediation names no policy: \"\(policy)\"; allowed: \(known)"]
        }
    }

    // MARK: - Expressions

    /// The doubts about a node and all below it, in the order of the source.
    private func doubts(about node: Node, _ recorded: [String]) -> [String] {
        var doubts: [String] = []
        switch node.form {
        case .selector(let selector), .range(let selector, _):
            doubts += self.doubts(about: selector, recorded)
        case .aggregation(let aggregation):
            if let carried = carried(by: aggregation.expression) {
                for label in aggregation.grouping.labels where !isCarried(label, carried) {
                    doubts.append(
                        "\(aggregation.operator.rawValue) groups by label \(label), which \(aggregation.expression.subject) "
                            + "does not have\(hint(label, carried))"
                    )
                }
            }
        default: break
        }
        return doubts + node.children.flatMap { self.doubts(about: $0, recorded) }
    }

    private func doubts(about selector: Selector, _ recorded: [String]) -> [String] {
        guard let name = selector.metric, Self.prefixes.contains(where: name.hasPrefix) else { return [] }
        guard let carried = labels[name] else {
            guard !recorded.contains(name) else { return [] }
            let words = labels.keys + recorded + Self.written
            let nearest = Suggestion.nearest(to: name, among: words).map { ", did you mean \($0)?" } ?? ""
            return ["unknown metric \(name)\(nearest)"]
        }
        return selector.matchers.filter { !isCarried($0.label, carried) }.map { matcher in
            "\(name) has no label \(matcher.label)\(hint(matcher.label, carried))"
        }
    }

    private func isCarried(_ label: String, _ carried: Set<String>) -> Bool {
        label == LabelSet.metricName || Self.scraped.contains(label) || carried.contains(label)
    }

    private func hint(_ label: String, _ carried: Set<String>) -> String {
        let nearest = Suggestion.nearest(to: label, among: carried.sorted()).map { ", did you mean \($0)?" } ?? ""
        let list = carried.isEmpty ? "none" : carried.sorted().joined(separator: ", ")
        return "\(nearest); it has: \(list)"
    }

    // MARK: - Labels

    /// The labels that the elements of a node may carry; nil when that cannot be said.
    private func carried(by node: Node) -> Set<String>? {
        switch node.form {
        case .number, .string: return nil
        case .selector(let selector), .range(let selector, _): return selector.metric.flatMap { labels[$0] }
        case .subquery(let subquery): return carried(by: subquery.expression)
        case .parenthesized(let inner), .unary(_, let inner): return carried(by: inner)
        case .aggregation(let aggregation): return carried(by: aggregation)
        case .binary(let operation): return carried(by: operation)
        case .call(let call):
            guard !["absent", "absent_over_time", "label_join", "label_replace"].contains(call.function.name) else {
                return nil
            }
            return call.arguments.first { $0.type == .vector || $0.type == .matrix }.flatMap(carried)
        }
    }

    private func carried(by aggregation: Aggregation) -> Set<String>? {
        let inner = carried(by: aggregation.expression)
        switch (aggregation.operator, aggregation.grouping) {
        case (.topk, _), (.bottomk, _), (.limitk, _), (.limitRatio, _): return inner
        case (.countValues, _): return nil
        case (_, .by(let labels)): return inner.map { $0.intersection(labels) }
        case (_, .without(let labels)): return inner?.subtracting(labels)
        }
    }

    private func carried(by operation: BinaryOperation) -> Set<String>? {
        if operation.left.type == .scalar { return carried(by: operation.right) }
        let left = carried(by: operation.left)
        if operation.right.type == .scalar { return left }
        let right = carried(by: operation.right)
        if operation.operator == .or {
            guard let left, let right else { return nil }
            return left.union(right)
        }
        if operation.operator.isSetOperator { return left }
        switch (operation.matching.cardinality, operation.matching.labels) {
        case (.manyToOne(let including), _): return left?.union(including)
        case (.oneToMany(let including), _): return right?.union(including)
        case (.oneToOne, .on(let labels)): return left?.intersection(labels)
        case (.oneToOne, .ignoring(let labels)): return left?.subtracting(labels)
        }
    }
}

extension Selector {
    /// The one metric that it asks for.
    fileprivate var metric: String? {
        matchers.first { $0.label == LabelSet.metricName && $0.operation == .equal }?.value
    }
}

extension Node {
    /// How a message calls it.
    fileprivate var subject: String {
        switch unparenthesized.form {
        case .selector(let selector), .range(let selector, _): selector.metric ?? "the expression"
        default: "the expression below it"
        }
    }
}
