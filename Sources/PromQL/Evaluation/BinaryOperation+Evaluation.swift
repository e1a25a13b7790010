internal import Telemetry

extension BinaryOperator {
    /// The value of two numbers; a comparison gives 1 for true and 0 for false.
    func value(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        case .modulo: MathFunctions.remainder(left, right)
        case .power: MathFunctions.power(left, right)
        case .atan2: MathFunctions.angle(left, right)
        case .equal: left == right ? 1 : 0
        case .notEqual: left != right ? 1 : 0
        case .less: left < right ? 1 : 0
        case .lessOrEqual: left <= right ? 1 : 0
        case .greater: left > right ? 1 : 0
        case .greaterOrEqual: left >= right ? 1 : 0
        case .trimUpper, .trimLower: 0
        case .and, .or, .unless: .nan
        }
    }
}

extension BinaryOperation {
    /// Whether a comparison drops elements in place of giving 0 or 1; between numbers, a trim drops all.
    var isFilter: Bool { `operator`.isTrim || `operator`.isComparison && !returnsBool }

    /// Whether there is something on both sides that belongs together.
    func hasPairs(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.vector(let elements), .scalar), (.scalar, .vector(let elements)): return !elements.isEmpty
        case (.vector(let left), .vector(let right)):
            let sum = BinaryOperation(
                operator: .add,
                left: self.left,
                right: self.right,
                returnsBool: false,
                matching: matching
            )
            // What is wrong with the matching shows in the operation itself.
            return (try? sum.matched(left, right))?.isEmpty == false
        default: return false
        }
    }

    /// - Parameter delayed: whether the names of elements that get a new value stay until the end of the evaluation.
    func evaluate(_ left: Value, _ right: Value, delayed: Bool) throws(EvaluationError) -> Value {
        switch (left, right) {
        case (.scalar(let left), .scalar(let right)): return .scalar(`operator`.value(left, right))
        case (.vector(let elements), .scalar(let number)):
            return .vector(try each(elements, delayed) { ($0, number) })
        case (.scalar(let number), .vector(let elements)):
            return .vector(try each(elements, delayed) { (number, $0) })
        case (.vector(let left), .vector(let right)):
            switch `operator` {
            case .and: return .vector(intersection(left, right))
            case .unless: return .vector(difference(left, right))
            case .or: return .vector(try union(left, right))
            default: return .vector(try matched(left, right))
            }
        default: return .vector([])
        }
    }

    private func each(
        _ elements: [VectorElement],
        _ delayed: Bool,
        _ sides: (Double) -> (Double, Double)
    ) throws(EvaluationError) -> [VectorElement] {
        let results = elements.compactMap { element -> VectorElement? in
            let (left, right) = sides(element.value)
            let value = `operator`.value(left, right)
            if isFilter { return value == 0 ? nil : element }
            return element.derived(value, delayed: delayed)
        }
        return isFilter ? results : try results.withUniqueLabels()
    }

    // MARK: - Set operators

    private func groups(of elements: [VectorElement]) -> LabelGroups {
        var groups = LabelGroups(by: LabelProjection(matching.labels), expected: elements.count)
        for element in elements { _ = groups.insert(element.labels) }
        return groups
    }

    private func intersection(_ left: [VectorElement], _ right: [VectorElement]) -> [VectorElement] {
        if left.isEmpty || right.isEmpty { return [] }
        let known = groups(of: right)
        return left.filter { known.find($0.labels) != nil }
    }

    private func difference(_ left: [VectorElement], _ right: [VectorElement]) -> [VectorElement] {
        if left.isEmpty || right.isEmpty { return left }
        let known = groups(of: right)
        return left.filter { known.find($0.labels) == nil }
    }

    private func union(_ left: [VectorElement], _ right: [VectorElement]) throws(EvaluationError) -> [VectorElement] {
        if left.isEmpty { return right }
        if right.isEmpty { return left }
        let known = groups(of: left)
        return try (left + right.filter { known.find($0.labels) == nil }).withUniqueLabels()
    }
}
