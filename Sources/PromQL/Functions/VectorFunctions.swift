internal import Telemetry

/// Functions of whole vectors: change of type, presence, order.
enum VectorFunctions {
    static let all: [Function] = [
        Function("vector", [.scalar], .whole { .vector([VectorElement(labels: .empty, value: $0.scalar(0))]) }),
        Function(
            "scalar",
            [.vector],
            gives: .scalar,
            .whole { invocation in
                let elements = invocation.vector(0)
                return .scalar(elements.count == 1 ? elements[0].value : .nan)
            }
        ),
        Function("absent", [.vector], .whole { absent($0, isEmpty: $0.vector(0).isEmpty) }),
        Function(
            "absent_over_time",
            [.matrix],
            .whole { invocation in
                guard case .matrix(let series, _, _, _) = invocation.arguments.first else { return .vector([]) }
                return absent(invocation, isEmpty: series.isEmpty)
            }
        ),
        Function("sort", [.vector], .whole { .vector(sorted($0.vector(0), by: <)) }),
        Function("sort_desc", [.vector], .whole { .vector(sorted($0.vector(0), by: >)) }),
        Function(
            "sort_by_label",
            [.vector, .string],
            variadic: true,
            .whole { .vector(sortedByLabels($0, isDescending: false)) }
        ),
        Function(
            "sort_by_label_desc",
            [.vector, .string],
            variadic: true,
            .whole { .vector(sortedByLabels($0, isDescending: true)) }
        ),
    ]

    private static func absent(_ invocation: Invocation, isEmpty: Bool) -> Value {
        guard isEmpty, let node = invocation.nodes.first else { return .vector([]) }
        return .vector([VectorElement(labels: labels(provenBy: node), value: 1)])
    }

    /// The labels that every element of a plain selector would have: those with one matcher, an equality.
    private static func labels(provenBy node: Node) -> LabelSet {
        let selector: Selector
        switch node.unparenthesized.form {
        case .selector(let plain), .range(let plain, _): selector = plain
        default: return .empty
        }
        let byLabel = Dictionary(grouping: selector.matchers, by: \.label)
        let certain = selector.matchers.filter {
            $0.label != LabelSet.metricName && $0.operation == .equal && byLabel[$0.label]?.count == 1
        }
        return LabelSet(certain.map { Label($0.label, $0.value) })
    }

    /// The elements in order of their values, those that are not a number last.
    static func sorted(_ elements: [VectorElement], by isBefore: (Double, Double) -> Bool) -> [VectorElement] {
        let places = elements.indices.sorted { first, second in
            let (one, other) = (elements[first].value, elements[second].value)
            if one.isNaN || other.isNaN {
                return one.isNaN == other.isNaN ? first < second : other.isNaN
            }
            return one == other ? first < second : isBefore(one, other)
        }
        return places.map { elements[$0] }
    }

    private static func sortedByLabels(_ invocation: Invocation, isDescending: Bool) -> [VectorElement] {
        let names = (1..<max(1, invocation.arguments.count)).map(invocation.text)
        return invocation.vector(0).sorted { first, second in
            for name in names {
                let (one, other) = (first.labels[name] ?? "", second.labels[name] ?? "")
                guard one != other else { continue }
                return NaturalOrder.isBefore(one, other) != isDescending
            }
            return (first.labels < second.labels) != isDescending
        }
    }
}

/// The order of texts in which numbers inside them count by their value: `web2` before `web10`.
enum NaturalOrder {
    static func isBefore(_ first: String, _ second: String) -> Bool {
        var (one, other) = (Array(first.utf8)[...], Array(second.utf8)[...])
        while let left = one.first, let right = other.first {
            if Lexer.isDigit(left), Lexer.isDigit(right) {
                let (number, otherNumber) = (takeNumber(&one), takeNumber(&other))
                if number.count != otherNumber.count { return number.count < otherNumber.count }
                if number != otherNumber { return number.lexicographicallyPrecedes(otherNumber) }
            } else {
                if left != right { return left < right }
                one.removeFirst()
                other.removeFirst()
            }
        }
        return one.isEmpty && !other.isEmpty
    }

    /// Takes the digits off the front, without leading zeros.
    private static func takeNumber(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix(while: Lexer.isDigit)
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}
