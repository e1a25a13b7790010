internal import RuleTesting
internal import Telemetry

/// Test files of rules: `promtool test rules` knows the same fields.
extension RuleFileDecoder {
    /// Reads a whole test file.
    mutating func testFile(from root: YAMLNode) -> RuleTestFile {
        let keys = ["rule_files", "evaluation_interval", "group_eval_order", "tests"]
        let fields = mapping(root, allowed: keys, context: "", owner: "a test file")
        var testFile = RuleTestFile(name: file)
        testFile.ruleFiles = names(fields["rule_files"], named: "rule_files")
        testFile.groupOrder = names(fields["group_eval_order"], named: "group_eval_order")
        testFile.evaluationInterval = time(fields["evaluation_interval"], named: "evaluation_interval", context: "")
        var seen: Set<String> = []
        if let node = fields["group_eval_order"],
            let repeated = testFile.groupOrder.first(where: { !seen.insert($0).inserted })
        {
            report("group name repeated in evaluation order: \(repeated)", at: node)
        }
        for (index, node) in list(fields["tests"], named: "tests", context: "").enumerated() {
            testFile.tests.append(test(from: node, number: index + 1))
        }
        return testFile
    }

    private mutating func test(from node: YAMLNode, number: Int) -> RuleTest {
        let keys = [
            "name", "interval", "input_series", "alert_rule_test", "promql_expr_test", "external_labels",
            "external_url",
        ]
        let name = Self.entry("name", of: node)?.text ?? ""
        let context = name.isEmpty ? "test \(number): " : "test \(number), \"\(name)\": "
        let fields = mapping(node, allowed: keys, context: context, owner: "a test")
        var test = RuleTest(name: name)
        test.interval = time(fields["interval"], named: "interval", context: context)
        for node in list(fields["input_series"], named: "input_series", context: context) {
            test.input.append(input(from: node, context: context))
        }
        for node in list(fields["alert_rule_test"], named: "alert_rule_test", context: context) {
            test.alertCases.append(alertCase(from: node, context: context))
        }
        for node in list(fields["promql_expr_test"], named: "promql_expr_test", context: context) {
            test.expressionCases.append(expressionCase(from: node, context: context))
        }
        let external = texts(fields["external_labels"], named: "external_labels", context: context)
        test.externalLabels = LabelSet(values: external)
        test.externalURL = text(fields["external_url"], named: "external_url", context: context)
        return test
    }

    private mutating func input(from node: YAMLNode, context: String) -> RuleTest.Input {
        let fields = mapping(node, allowed: ["series", "values"], context: context, owner: "an input series")
        let series = text(fields["series"], named: "series", context: context)
        let values = text(fields["values"], named: "values", context: context)
        var line = "\(series) \(values)"
        line.trimPrefix(while: \.isWhitespace)
        while line.last?.isNewline == true { line.removeLast() }
        if line.contains(where: \.isNewline) {
            report("a series and its values must stand in one line", at: fields["values"] ?? node, context: context)
        }
        let place = fields["series"] ?? node
        return RuleTest.Input(line, at: "\(file):\(place.line):\(place.column)")
    }

    private mutating func alertCase(from node: YAMLNode, context: String) -> AlertCase {
        let keys = ["eval_time", "alertname", "exp_alerts"]
        let fields = mapping(node, allowed: keys, context: context, owner: "an alert test")
        var expected: [AlertCase.Expected] = []
        for node in list(fields["exp_alerts"], named: "exp_alerts", context: context) {
            let keys = ["exp_labels", "exp_annotations"]
            let fields = mapping(node, allowed: keys, context: context, owner: "an expected alert")
            expected.append(
                AlertCase.Expected(
                    labels: texts(fields["exp_labels"], named: "exp_labels", context: context),
                    annotations: texts(fields["exp_annotations"], named: "exp_annotations", context: context)
                )
            )
        }
        return AlertCase(
            time: time(fields["eval_time"], named: "eval_time", context: context),
            alert: text(fields["alertname"], named: "alertname", context: context),
            expected: expected
        )
    }

    private mutating func expressionCase(from node: YAMLNode, context: String) -> ExpressionCase {
        let keys = ["expr", "eval_time", "exp_samples"]
        let fields = mapping(node, allowed: keys, context: context, owner: "an expression test")
        var expected: [ExpressionCase.Expected] = []
        for node in list(fields["exp_samples"], named: "exp_samples", context: context) {
            let fields = mapping(node, allowed: ["labels", "value"], context: context, owner: "an expected sample")
            let labels = text(fields["labels"], named: "labels", context: context)
            let value = fields["value"].map { number($0, named: "value", context: context) } ?? 0
            expected.append(ExpressionCase.Expected(labels: labels, value: value))
        }
        return ExpressionCase(
            text(fields["expr"], named: "expr", context: context),
            time: time(fields["eval_time"], named: "eval_time", context: context),
            expected: expected
        )
    }

    // MARK: - Values

    /// A list of texts; absent counts as empty.
    private mutating func names(_ node: YAMLNode?, named name: String) -> [String] {
        var names: [String] = []
        for item in list(node, named: name, context: "") { names.append(text(item, named: name, context: "")) }
        return names
    }

    /// A text; absent counts as empty.
    private mutating func text(_ node: YAMLNode?, named name: String, context: String) -> String {
        guard let node, node.content != .nothing else { return "" }
        guard let text = node.text else {
            report("field \(name) must be a text, not \(node.kindName)", at: node, context: context)
            return ""
        }
        return text
    }

    /// A duration; absent counts as zero.
    private mutating func time(_ node: YAMLNode?, named name: String, context: String) -> Duration {
        guard let node else { return .zero }
        return duration(node, named: name, context: context) ?? .zero
    }

    /// A number as YAML writes it, without quotes: `3`, `1e-3`, `.inf`, `.nan`.
    private mutating func number(_ node: YAMLNode, named name: String, context: String) -> Double {
        if case .scalar(let text, isPlain: true) = node.content, let number = Self.number(text) { return number }
        let found = node.text.map { "\"\($0)\"" } ?? node.kindName
        report("field \(name): not a number: \(found); allowed: 3, 0.5, 1e6, .inf, -.inf", at: node, context: context)
        return 0
    }

    private static func number(_ text: String) -> Double? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
        case "-.inf", "-.Inf", "-.INF": return -.infinity
        case ".nan", ".NaN", ".NAN": return .nan
        default:
            // Swift knows words for numbers that YAML does not.
            let digits = text.drop { "+-.".contains($0) }
            return digits.first?.isNumber == true ? Double(text.replacing("_", with: "")) : nil
        }
    }
}
