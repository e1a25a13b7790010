extension Node.Form {
    /// The form with each node right below it replaced.
    func replacingChildren<Failure: Error>(
        _ replacement: (Node) throws(Failure) -> Node
    ) throws(Failure) -> Node.Form {
        switch self {
        case .number, .string, .selector, .range: return self
        case .subquery(let subquery):
            return .subquery(
                Subquery(
                    expression: try replacement(subquery.expression),
                    range: subquery.range,
                    step: subquery.step,
                    shift: subquery.shift,
                    rangeFormula: subquery.rangeFormula,
                    stepFormula: subquery.stepFormula
                )
            )
        case .parenthesized(let inner): return .parenthesized(try replacement(inner))
        case .unary(let sign, let operand): return .unary(sign, try replacement(operand))
        case .binary(let operation):
            return .binary(
                BinaryOperation(
                    operator: operation.operator,
                    left: try replacement(operation.left),
                    right: try replacement(operation.right),
                    returnsBool: operation.returnsBool,
                    matching: operation.matching
                )
            )
        case .call(let call):
            var arguments: [Node] = []
            for argument in call.arguments { arguments.append(try replacement(argument)) }
            return .call(FunctionCall(function: call.function, arguments: arguments))
        case .aggregation(let aggregation):
            var parameter: Node?
            if let node = aggregation.parameter { parameter = try replacement(node) }
            return .aggregation(
                Aggregation(
                    operator: aggregation.operator,
                    grouping: aggregation.grouping,
                    parameter: parameter,
                    expression: try replacement(aggregation.expression)
                )
            )
        }
    }
}
