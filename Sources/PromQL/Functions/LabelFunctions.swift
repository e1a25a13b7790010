internal import Telemetry

/// Functions that change labels; all keep the metric name.
enum LabelFunctions {
    static let all: [Function] = [
        Function("info", [.vector, .vector], optional: 1, .info),
        Function(
            "label_replace",
            [.vector, .string, .string, .string, .string],
            .whole { invocation throws(EvaluationError) in try replace(invocation) }
        ),
        Function(
            "label_join",
            [.vector, .string, .string, .string],
            optional: 1,
            variadic: true,
            .whole { invocation throws(EvaluationError) in try join(invocation) }
        ),
    ]

    private static func replace(_ invocation: Invocation) throws(EvaluationError) -> Value {
        let (target, template, source) = (invocation.text(1), invocation.text(2), invocation.text(3))
        let expression: RegularExpression
        do {
            expression = try RegularExpression(invocation.text(4))
        } catch {
            throw .invalidRegularExpression(invocation.text(4), in: "label_replace()")
        }
        guard !target.isEmpty else { throw .invalidLabelName(target, in: "destination label name in label_replace()") }
        let elements = invocation.vector(0).map { element in
            guard let groups = expression.captures(in: element.labels[source] ?? "") else { return element }
            let value = expanded(template, groups, expression)
            return element.labeled(target, value)
        }
        return .vector(try elements.withUniqueLabels())
    }

    /// The template with `$1`, `${1}`, `$name`, `${name}` and `$$` filled in; an unknown group is empty.
    static func expanded(_ template: String, _ groups: [String], _ expression: RegularExpression) -> String {
        var text = ""
        var rest = Substring(template)
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                text += "$"
                rest.removeFirst()
                continue
            }
            let isBraced = rest.first == "{"
            let tail = isBraced ? rest.dropFirst() : rest
            let name = tail.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
            let after = tail[name.endIndex...]
            guard !name.isEmpty, !isBraced || after.first == "}" else {
                text += "$"
                continue
            }
            rest = isBraced ? after.dropFirst() : after
            let number = Int(name) ?? expression.number(ofGroup: String(name))
            if let number, groups.indices.contains(number) { text += groups[number] }
        }
        return text + rest
    }

    private static func join(_ invocation: Invocation) throws(EvaluationError) -> Value {
        let (target, separator) = (invocation.text(1), invocation.text(2))
        guard !target.isEmpty else { throw .invalidLabelName(target, in: "destination label name in label_join()") }
        let sources = (3..<max(3, invocation.arguments.count)).map(invocation.text)
        if let wrong = sources.first(where: \.isEmpty) {
            throw .invalidLabelName(wrong, in: "source label name in label_join()")
        }
        let elements = invocation.vector(0).map { element in
            let value = sources.map { element.labels[$0] ?? "" }.joined(separator: separator)
            return element.labeled(target, value)
        }
        return .vector(try elements.withUniqueLabels())
    }
}

extension VectorElement {
    /// The element with a label set; a name given anew stays.
    fileprivate func labeled(_ name: String, _ text: String) -> VectorElement {
        var element = self
        element.labels = labels.setting(name, to: text)
        if name == LabelSet.metricName { element.dropsName = false }
        return element
    }
}
