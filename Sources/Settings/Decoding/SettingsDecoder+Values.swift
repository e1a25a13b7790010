extension SettingsDecoder {
    /// A text with its `${NAME}` parts replaced from the environment.
    /// - Returns: nil when the key is absent or a problem was reported.
    mutating func text(_ key: String, of fields: Fields, allowed: String = "a text") -> String? {
        guard let node = fields[key] else { return nil }
        return text(of: node, at: fields.path(to: key), allowed: allowed)
    }

    /// The text of a node with its `${NAME}` parts replaced from the environment.
    mutating func text(of node: YAMLNode, at path: String, allowed: String = "a text") -> String? {
        guard let raw = node.text else {
            report(.isNot("a text"), at: node, path: path, found: node.kindName, allowed: allowed)
            return nil
        }
        return expanded(raw, at: node, path: path)
    }

    /// Replaces each `${NAME}`; a variable that is not set is a problem that names it.
    ///
    /// Other dollar signs stay.
    private mutating func expanded(_ raw: String, at node: YAMLNode, path: String) -> String? {
        var result = ""
        var rest = raw[...]
        var isComplete = true
        while let start = rest.firstRange(of: "${") {
            let body = rest[start.upperBound...]
            let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            let isName = !name.isEmpty && !(name.first?.isNumber ?? true) && body.dropFirst(name.count).first == "}"
            result += rest[..<start.lowerBound]
            guard isName else {
                result += "${"
                rest = body
                continue
            }
            if let value = sources.environment[String(name)] {
                result += value
            } else {
                report(.unsetVariable, at: node, path: path, found: String(name))
                isComplete = false
            }
            rest = body.dropFirst(name.count + 1)
        }
        return isComplete ? result + rest : nil
    }

    /// A duration within a range, or the fallback.
    mutating func duration(
        _ key: String,
        of fields: Fields,
        default fallback: Duration,
        in range: ClosedRange<Duration>
    ) -> Duration {
        guard let node = fields[key] else { return fallback }
        let path = fields.path(to: key)
        guard let text = node.text, let duration = DurationText.parse(text) else {
            let found = node.text ?? node.kindName
            report(.isNot("a duration"), at: node, path: path, found: found, allowed: DurationText.allowed)
            return fallback
        }
        guard range.contains(duration) else {
            let allowed = "\(DurationText.print(range.lowerBound)) to \(DurationText.print(range.upperBound))"
            report(.outOfRange, at: node, path: path, found: text, allowed: allowed)
            return fallback
        }
        return duration
    }

    /// A whole number within a range, or the fallback.
    mutating func integer(
        _ key: String,
        of fields: Fields,
        default fallback: Int,
        in range: ClosedRange<Int>
    ) -> Int {
        number(key, of: fields, default: fallback, in: range, kind: "a whole number") { Int($0) }
    }

    /// A part of a whole, 0 to 1, or the fallback.
    mutating func ratio(
        _ key: String,
        of fields: Fields,
        default fallback: Double,
        in range: ClosedRange<Double>
    ) -> Double {
        number(key, of: fields, default: fallback, in: range, kind: "a number") { Double($0) }
    }

    private mutating func number<Number: Comparable>(
        _ key: String,
        of fields: Fields,
        default fallback: Number,
        in range: ClosedRange<Number>,
        kind: String,
        parse: (String) -> Number?
    ) -> Number {
        guard let node = fields[key] else { return fallback }
        let path = fields.path(to: key)
        let allowed = "\(kind) from \(range.lowerBound) to \(range.upperBound)"
        guard case .scalar(let text, isPlain: true) = node.content, let number = parse(text) else {
            report(.isNot(kind), at: node, path: path, found: node.text ?? node.kindName, allowed: allowed)
            return fallback
        }
        guard range.contains(number) else {
            report(.outOfRange, at: node, path: path, found: text, allowed: allowed)
            return fallback
        }
        return number
    }

    /// `true` or `false`, or the fallback.
    mutating func flag(_ key: String, of fields: Fields, default fallback: Bool) -> Bool {
        guard let node = fields[key] else { return fallback }
        switch node.content {
        case .scalar("true", isPlain: true): return true
        case .scalar("false", isPlain: true): return false
        default:
            let found = node.text ?? node.kindName
            let path = fields.path(to: key)
            report(.isNot("true or false"), at: node, path: path, found: found, allowed: "true, false")
            return fallback
        }
    }

    /// One of the words of an enumeration, or the fallback.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        of fields: Fields,
        default fallback: Choice
    ) -> Choice {
        guard let node = fields[key] else { return fallback }
        guard let text = node.text, let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue)
            let found = node.text ?? node.kindName
            let allowed = words.joined(separator: ", ")
            report(.isNot("a known word"), at: node, path: fields.path(to: key), found: found, allowed: allowed)
            return fallback
        }
        return choice
    }
}
