internal import Telemetry

/// Writes a tree in its canonical spelling: one space around operators, durations as Prometheus prints them.
enum Printer {
    static func text(of node: Node) -> String {
        switch node.form {
        case .number(let number): return DecimalText.literal(number.value)
        case .string(let text): return Quoting.quoted(text)
        case .selector(let selector):
            return text(of: selector) + text(of: selector.shift) + text(of: selector.windowExtension)
        case .range(let selector, let range):
            let window = selector.rangeFormula?.text ?? PrometheusDuration.text(range)
            return "\(text(of: selector))[\(window)]\(text(of: selector.shift))\(text(of: selector.windowExtension))"
        case .subquery(let subquery):
            let step = subquery.stepFormula?.text ?? subquery.step.map(PrometheusDuration.text) ?? ""
            let window = subquery.rangeFormula?.text ?? PrometheusDuration.text(subquery.range)
            return "\(text(of: subquery.expression))[\(window):\(step)]\(text(of: subquery.shift))"
        case .parenthesized(let inner): return "(\(text(of: inner)))"
        case .unary(let sign, let operand): return sign.rawValue + text(of: operand)
        case .binary(let operation): return text(of: operation)
        case .call(let call):
            let arguments = call.arguments.filter { !$0.isImplied }
            return "\(call.function.name)(\(arguments.map(text(of:)).joined(separator: ", ")))"
        case .aggregation(let aggregation): return text(of: aggregation)
        }
    }

    private static func text(of operation: BinaryOperation) -> String {
        var text = "\(self.text(of: operation.left)) \(operation.operator.rawValue)"
        if operation.returnsBool { text += " bool" }
        let matching = operation.matching
        if matching.labels != .ignoring([]) || matching.cardinality != .oneToOne {
            switch matching.labels {
            case .on(let labels): text += " on (\(list(labels)))"
            case .ignoring(let labels): text += " ignoring (\(list(labels)))"
            }
        }
        switch matching.cardinality {
        case .oneToOne: break
        case .manyToOne(let labels): text += " group_left (\(list(labels)))"
        case .oneToMany(let labels): text += " group_right (\(list(labels)))"
        }
        let fill = matching.fill
        if let left = fill.left { text += " fill_left (\(signed(left)))" }
        if let right = fill.right { text += " fill_right (\(signed(right)))" }
        return "\(text) \(self.text(of: operation.right))"
    }

    private static func text(of aggregation: Aggregation) -> String {
        var text = aggregation.operator.rawValue
        switch aggregation.grouping {
        case .by(let labels): text += labels.isEmpty ? "" : " by (\(list(labels))) "
        case .without(let labels): text += " without (\(list(labels))) "
        }
        let parameter = aggregation.parameter.map { self.text(of: $0) + ", " } ?? ""
        return "\(text)(\(parameter)\(self.text(of: aggregation.expression)))"
    }

    private static func text(of selector: Selector) -> String {
        let written = selector.hasImpliedName ? selector.matchers.dropLast() : selector.matchers[...]
        var parts = written.map {
            Quoting.labelName($0.label) + $0.operation.rawValue + Quoting.quoted($0.value)
        }
        guard let name = selector.name else { return "{\(parts.joined(separator: ","))}" }
        parts.removeFirst()
        if Quoting.isMetricName(name) { return parts.isEmpty ? name : "\(name){\(parts.joined(separator: ","))}" }
        return "{\(([Quoting.quoted(name)] + parts).joined(separator: ","))}"
    }

    private static func text(of shift: TimeShift) -> String {
        var text = ""
        switch shift.anchor {
        case nil: break
        case .start: text += " @ start()"
        case .end: text += " @ end()"
        case .time(let time): text += " @ \(seconds(time.millisecondsSince1970))"
        }
        if let formula = shift.formula {
            text += " offset \(formula.offsetText)"
        } else if shift.offset != .zero {
            text += " offset \(PrometheusDuration.text(shift.offset))"
        }
        return text
    }

    private static func text(of windowExtension: WindowExtension?) -> String {
        windowExtension.map { " \($0.rawValue)" } ?? ""
    }

    private static func signed(_ number: NumberLiteral) -> String { DecimalText.literal(number.value) }

    /// Milliseconds as seconds with three decimals, without going through a floating-point number.
    private static func seconds(_ milliseconds: Int64) -> String {
        let magnitude = milliseconds.magnitude
        let fraction = String(magnitude % 1_000)
        let padding = String(repeating: "0", count: 3 - fraction.count)
        return "\(milliseconds < 0 ? "-" : "")\(magnitude / 1_000).\(padding)\(fraction)"
    }

    private static func list(_ labels: [String]) -> String {
        labels.map(Quoting.labelName).joined(separator: ", ")
    }
}

extension Node {
    /// Whether nothing of it was written: the second argument of `info` when there is none.
    fileprivate var isImplied: Bool {
        if case .selector(let selector) = form {
            selector.hasImpliedName && selector.matchers.count == 1
        } else {
            false
        }
    }
}
