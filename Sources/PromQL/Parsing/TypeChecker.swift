/// Checks that every operation of a tree is given the kinds of value that it works on.
struct TypeChecker {
    let source: String

    private func error(_ message: String, at node: Node) -> ParseError {
        ParseError(message, at: node.range, in: source)
    }

    /// Checks a node and all below it.
    func check(_ node: Node) throws(ParseError) {
        for child in node.children { try check(child) }
        switch node.form {
        case .number, .string, .selector, .range, .parenthesized: return
        case .unary(_, let operand):
            guard operand.type == .scalar || operand.type == .vector else {
                throw error(
                    "unary expression only allowed on expressions of type scalar or instant vector, "
                        + "got \"\(operand.type)\"",
                    at: node
                )
            }
        case .subquery(let subquery):
            guard subquery.expression.type == .vector else {
                throw error(
                    "subquery is only allowed on instant vector, got \(subquery.expression.type) instead",
                    at: node
                )
            }
        case .binary(let operation): try check(operation, node)
        case .call(let call): try check(call, node)
        case .aggregation(let aggregation):
            try expect(.vector, of: aggregation.expression, in: "aggregation expression")
            if let parameter = aggregation.parameter, let type = aggregation.operator.parameterType {
                try expect(type, of: parameter, in: "aggregation parameter")
                try expectLiteral(parameter, in: "aggregation parameter")
            }
        }
    }

    private func expect(_ type: ValueType, of node: Node, in place: String) throws(ParseError) {
        guard node.type == type else { throw error("expected type \(type) in \(place), got \(node.type)", at: node) }
    }

    private func expectLiteral(_ node: Node, in place: String) throws(ParseError) {
        guard node.type == .string else { return }
        guard case .string = node.unparenthesized.form else {
            throw error("expected a string literal in \(place)", at: node)
        }
    }

    private func check(_ operation: BinaryOperation, _ node: Node) throws(ParseError) {
        let name = operation.operator
        for side in [operation.left, operation.right] where side.type != .scalar && side.type != .vector {
            throw error("binary expression must contain only scalar and instant vector types", at: side)
        }
        let isScalar = node.type == .scalar
        let hasScalar = operation.left.type == .scalar || operation.right.type == .scalar
        if isScalar, name.isComparison, !operation.returnsBool {
            throw error("comparisons between scalars must use BOOL modifier", at: node)
        }
        if isScalar, name.isTrim {
            throw error("operator \"\(name.rawValue)\" not allowed for Scalar operations", at: node)
        }
        guard hasScalar else { return }
        if name.isSetOperator {
            throw error("set operator \"\(name.rawValue)\" not allowed in binary scalar expression", at: node)
        }
        let labels =
            switch operation.matching.labels {
            case .on(let labels), .ignoring(let labels): labels
            }
        if !operation.matching.fill.isEmpty {
            throw error("filling in missing series only allowed between instant vectors", at: node)
        }
        if !labels.isEmpty || operation.matching.cardinality != .oneToOne {
            throw error("vector matching only allowed between instant vectors", at: node)
        }
    }

    private func check(_ call: FunctionCall, _ node: Node) throws(ParseError) {
        let function = call.function
        let count = call.arguments.count
        let most = function.parameters.count
        let fewest = most - function.optionalCount
        let place = "call to \"\(function.name)\", got \(count)"
        if function.optionalCount == 0, count != most, !function.isVariadic {
            throw error("expected \(most) argument(s) in \(place)", at: node)
        }
        if count < fewest { throw error("expected at least \(fewest) argument(s) in \(place)", at: node) }
        if count > most, !function.isVariadic {
            throw error("expected at most \(most) argument(s) in \(place)", at: node)
        }
        for (argument, index) in zip(call.arguments, 0...) {
            let type = function.parameters[min(index, most - 1)]
            guard argument.type == type else {
                throw error(
                    "expected type \(type) in call to function \"\(function.name)\", got \(argument.type)",
                    at: argument
                )
            }
            try expectLiteral(argument, in: "call to function \"\(function.name)\"")
            if case .range(let selector, _) = argument.unparenthesized.form, let word = selector.windowExtension,
                !word.functions.contains(function.name)
            {
                throw error(
                    "\(word.rawValue) modifier can only be used with: \(word.functions.joined(separator: ", ")) - "
                        + "not with \(function.name)",
                    at: argument
                )
            }
        }
    }
}
