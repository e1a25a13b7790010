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
