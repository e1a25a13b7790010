extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension JSON {
    /// Whether it is null.
    var isNull: Bool { if case .null = self { true } else { false } }

    /// A member or element by a path with dots.
    subscript(path path: String) -> JSON? {
        if let direct = self[path] { return direct }
        var value = self
        for part in path.split(separator: ".") {
            switch value {
            case .object:
                guard let member = value[String(part)] else { return nil }
                value = member
            case .array(let elements):
                guard let index = Int(part), elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// The elements, if it is an array.
    var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The texts in an array; other elements are left out.
    var strings: [String] { elements?.compactMap(\.string) ?? [] }

    /// A number, also one that is written as a text.
    var anyNumber: Double? { double ?? string.flatMap { Double($0) } }

    /// A whole number, also one that is written as a text.
    var wholeNumber: Int? { integer ?? string.flatMap { Int($0) } }

    /// A truth value in any of the forms that Laravel's `boolean` takes.
    var flag: Bool? {
        switch self {
        case .bool(let value): value
        case .int(let number) where number == 0 || number == 1: number == 1
        case .string("0"): false
        case .string("1"): true
        default: nil
        }
    }

    /// A text, or a number as a text.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): String(number)
        default: nil
        }
    }

    /// Whether `required` takes it for missing.
    var isEmptyForValidation: Bool {
        switch self {
        case .null: true
        case .string: isBlankText
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// Whether it is a text of nothing but white space.
    var isBlankText: Bool { string.map { $0.allSatisfy(\.isWhitespace) } ?? false }
}
