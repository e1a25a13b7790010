extension RequestContext {
    /// What a request brings, as Laravel's `input()`: the JSON body's members, then the query's.
    ///
    /// Texts are trimmed, but for passwords and for files of a server that is named by its UUID; empty ones become null
    /// (panel `TrimStrings`, `ConvertEmptyStringsToNull`).
    var input: JSON {
        let isTrimmed = !(segments.count > 4 && segments[4] == "files" && segments[3].count == 36)
        var members: [(String, JSON)] = []
        if case .object(let body)? = json { members = body.map { ($0.0, Self.cleaned($0.1, of: $0.0, isTrimmed)) } }
        for item in query {
            if item.name.hasSuffix("[]") {
                let name = String(item.name.dropLast(2))
                let values = query.filter { $0.name == item.name }.map {
                    Self.cleaned(.string($0.value), of: name, isTrimmed)
                }
                if !members.contains(where: { $0.0 == name }) { members.append((name, .array(values))) }
            } else if !members.contains(where: { $0.0 == item.name }) {
                members.append((item.name, Self.cleaned(.string(value(item.name) ?? ""), of: item.name, isTrimmed)))
            }
        }
        return .object(members)
    }

    private static func cleaned(_ value: JSON, of name: String, _ isTrimmed: Bool) -> JSON {
        switch value {
        case .string(let text):
            let isSecret = ["password", "password_confirmation", "current_password"].contains(name)
            let trimmed = isSecret || !isTrimmed ? text : text.trimmed
            return trimmed.isEmpty ? .null : .string(trimmed)
        case .array(let elements): return .array(elements.map { cleaned($0, of: name, isTrimmed) })
        case .object(let members): return .object(members.map { ($0.0, cleaned($0.1, of: $0.0, isTrimmed)) })
        default: return value
        }
    }
}

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
