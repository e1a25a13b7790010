/// The functions of the template language itself.
extension TemplateFunction {
    static let language: [String: TemplateFunction] = [
        // Evaluated by the execution, which stops at the first operand that decides.
        "and": TemplateFunction(atLeast: 1) { arguments, _ in arguments[0] },
        "or": TemplateFunction(atLeast: 1) { arguments, _ in arguments[0] },
        "not": TemplateFunction(1) { arguments, _ in .bool(!arguments[0].isTrue) },
        "eq": TemplateFunction(atLeast: 2) { arguments, _ throws(TemplateFailure) in
            for candidate in arguments.dropFirst() where try areEqual(arguments[0], candidate) { return .bool(true) }
            return .bool(false)
        },
        "ne": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            .bool(try !areEqual(arguments[0], arguments[1]))
        },
        "lt": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            .bool(try isLess(arguments[0], arguments[1]))
        },
        "le": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            let isSmaller = try isLess(arguments[0], arguments[1])
            let isSame = try areEqual(arguments[0], arguments[1])
            return .bool(isSmaller || isSame)
        },
        "gt": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            let isSmaller = try isLess(arguments[0], arguments[1])
            let isSame = try areEqual(arguments[0], arguments[1])
            return .bool(!isSmaller && !isSame)
        },
        "ge": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            .bool(try !isLess(arguments[0], arguments[1]))
        },
        "len": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            switch arguments[0] {
            case .string(let value): .int(value.utf8.count)
            case .list(let values): .int(values.count)
            case .labels(let values): .int(values.count)
            case .map(let values): .int(values.count)
            default: throw TemplateFailure("len of type \(arguments[0].typeName)")
            }
        },
        "index": TemplateFunction(atLeast: 1) { arguments, _ throws(TemplateFailure) in
            var value = arguments[0]
            for key in arguments.dropFirst() { value = try element(of: value, at: key) }
            return value
        },
        "slice": TemplateFunction(1...3) { arguments, _ throws(TemplateFailure) in
            try slice(arguments[0], arguments.dropFirst())
        },
        "print": TemplateFunction(atLeast: 0) { arguments, _ in .string(GoPrintf.print(arguments)) },
        "println": TemplateFunction(atLeast: 0) { arguments, _ in
            .string(arguments.map(\.text).joined(separator: " ") + "\n")
        },
        "printf": TemplateFunction(atLeast: 1) { arguments, _ throws(TemplateFailure) in
            .string(GoPrintf.format(try text(arguments[0]), Array(arguments.dropFirst())))
        },
    ]

    /// Go compares values of one kind only: an integer constant never equals a float.
    private static func areEqual(_ left: TemplateValue, _ right: TemplateValue) throws(TemplateFailure) -> Bool {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.float(let left), .float(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.duration(let left), .duration(let right)): left == right
        case (.time(let left), .time(let right)): left == right
        case (.nothing, .nothing): true
        case (.nothing, _), (_, .nothing): false
        default: throw incomparable(left, right)
        }
    }

    private static func isLess(_ left: TemplateValue, _ right: TemplateValue) throws(TemplateFailure) -> Bool {
        switch (left, right) {
        case (.int(let left), .int(let right)): left < right
        case (.float(let left), .float(let right)): left < right
        case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.duration(let left), .duration(let right)): left < right
        default: throw incomparable(left, right)
        }
    }

    private static func incomparable(_ left: TemplateValue, _ right: TemplateValue) -> TemplateFailure {
        left.typeName == right.typeName
            ? TemplateFailure("invalid type for comparison: \(left.typeName)")
            : TemplateFailure("incompatible types for comparison: \(left.typeName) and \(right.typeName)")
    }

    private static func element(of value: TemplateValue, at key: TemplateValue) throws(TemplateFailure) -> TemplateValue
    {
        switch (value, key) {
        case (.list(let values), .int(let index)):
            guard values.indices.contains(index) else { throw TemplateFailure("index out of range: \(index)") }
            return values[index]
        case (.string(let value), .int(let index)):
            let bytes = Array(value.utf8)
            guard bytes.indices.contains(index) else { throw TemplateFailure("index out of range: \(index)") }
            return .int(Int(bytes[index]))
        case (.labels(let values), .string(let key)): return .string(values[key] ?? "")
        case (.map(let values), .string(let key)): return values[key] ?? .nothing
        case (.list, _), (.string, _): throw TemplateFailure("cannot index slice/array with type \(key.typeName)")
        case (.labels, _), (.map, _): throw TemplateFailure("value has type \(key.typeName); should be string")
        default: throw TemplateFailure("can't index item of type \(value.typeName)")
        }
    }

    private static func slice(
        _ value: TemplateValue,
        _ bounds: ArraySlice<TemplateValue>
    ) throws(TemplateFailure) -> TemplateValue {
        func range(_ count: Int) throws(TemplateFailure) -> Range<Int> {
            var limits: [Int] = []
            for bound in bounds {
                guard case .int(let index) = bound else {
                    throw TemplateFailure("cannot index slice/array with type \(bound.typeName)")
                }
                guard (0...count).contains(index) else { throw TemplateFailure("index out of range: \(index)") }
                limits.append(index)
            }
            let (start, end) = (limits.first ?? 0, limits.count > 1 ? limits[1] : count)
            guard start <= end else { throw TemplateFailure("invalid slice index: \(start) > \(end)") }
            return start..<end
        }
        switch value {
        case .string(let text):
            let bytes = Array(text.utf8)
            return .string(String(decoding: bytes[try range(bytes.count)], as: UTF8.self))
        case .list(let values):
            return .list(Array(values[try range(values.count)]))
        default:
            throw TemplateFailure("can't slice item of type \(value.typeName)")
        }
    }
}
