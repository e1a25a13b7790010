/// Checks a request's input field by field and collects what is wrong, in Laravel's order and words.
///
///     var validator = Validator(context.input)
///     validator.check("name", .required, .string, .between(1, 191))
///     try validator.finish()
struct Validator {
    /// What is checked.
    let input: JSON
    private(set) var failures: [(name: String, rule: String, text: String)] = []

    /// Begins with nothing wrong.
    init(_ input: JSON) { self.input = input }

    /// Checks one field; a dot in the name goes into an object.
    mutating func check(_ field: String, _ rules: Rule...) { check(field, rules: rules) }

    /// Checks one field, which messages may call by another name.
    mutating func check(_ field: String, as label: String? = nil, rules: [Rule]) {
        let value = input[path: field]
        let isNullable = rules.contains { $0.name == "nullable" }
        for rule in rules {
            // Only implicit rules look at what is not there or blank.
            if !rule.isImplicit {
                guard let value, !value.isBlankText, !(value.isNull && isNullable) else { continue }
            }
            guard !isKept(rule, value, rules, field) else { continue }
            let label = label ?? field.replacing("_", with: " ")
            failures.append((field, rule.name, text(of: rule, rules).replacing(":attribute", with: label)))
            if rule.isImplicit { return }
        }
    }

    /// Checks each element of an array, or a member of each of its objects.
    mutating func checkEach(_ field: String, member: String? = nil, _ rules: Rule...) {
        guard case .array(let elements)? = input[path: field] else { return }
        for index in elements.indices {
            check("\(field).\(index)" + (member.map { ".\($0)" } ?? ""), rules: rules)
        }
    }

    /// Notes what a rule of the caller's own found.
    mutating func fail(_ field: String, rule: String = "", _ text: String) { failures.append((field, rule, text)) }

    /// Ends the check.
    /// - Throws: the 422 of everything that is wrong.
    func finish() throws(PanelFailure) {
        guard failures.isEmpty else { throw PanelFailure(invalid: failures) }
    }

    private func isKept(_ rule: Rule, _ value: JSON?, _ rules: [Rule], _ field: String) -> Bool {
        let isEmpty = value?.isEmptyForValidation ?? true
        switch rule {
        case .required: return !isEmpty
        case .present: return value != nil
        case .filled: return value == nil || !isEmpty
        case .requiredUnless(let other, let exempt): return !isEmpty || input[path: other]?.string == exempt
        case .nullable: return true
        case .string: return value?.string != nil
        case .array:
            switch value {
            case .array, .object: return true
            default: return false
            }
        case .boolean: return value?.flag != nil
        case .integer: return value?.wholeNumber != nil
        case .numeric: return value?.anyNumber != nil
        case .email: return value?.string.map(Self.isEmail) ?? false
        case .url: return value?.string.map(Self.isURL) ?? false
        case .alpha: return value?.string.map { $0.allSatisfy(\.isLetter) } ?? false
        case .alphaDash:
            return value?.scalarText.map { $0.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) } } ?? false
        case .alphaNumeric: return value?.scalarText.map { $0.allSatisfy { $0.isLetter || $0.isNumber } } ?? false
        case .min(let limit): return size(of: value, rules).map { $0 >= limit } ?? false
        case .max(let limit): return size(of: value, rules).map { $0 <= limit } ?? false
        case .between(let low, let high): return size(of: value, rules).map { $0 >= low && $0 <= high } ?? false
        case .size(let wanted): return size(of: value, rules) == wanted
        case .oneOf(let allowed): return value?.scalarText.map(allowed.contains) ?? false
        case .matches(let pattern): return value?.scalarText.map { Self.matches($0, pattern) } ?? false
        case .confirmed: return value?.scalarText == input[path: field + "_confirmation"]?.scalarText
        case .custom(_, _, let isKept): return value.map(isKept) ?? true
        }
    }

    /// What size rules compare: the number, the count or the characters.
    private func size(of value: JSON?, _ rules: [Rule]) -> Double? {
        if Self.isNumber(rules), let number = value?.anyNumber { return number }
        switch value {
        case .array(let elements)?: return Double(elements.count)
        case .object(let members)?: return Double(members.count)
        default: return value?.scalarText.map { Double($0.count) }
        }
    }

    private static func isNumber(_ rules: [Rule]) -> Bool {
        rules.contains { rule in
            switch rule {
            case .integer, .numeric: true
            default: false
            }
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
    }

    private static func isURL(_ text: String) -> Bool {
        matches(text, #"^[A-Za-z][A-Za-z0-9+.\-]*://[^\s/?#]+[^\s]*$"#)
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        // A pattern that Swift's engine does not understand forbids nothing: it is the egg's, not the request's, fault.
        guard let regex = try? Regex(pattern) else { return true }
        return text.firstMatch(of: regex) != nil
    }

    /// The panel's words (its `resources/lang/en/validation.php`).
    private func text(of rule: Rule, _ rules: [Rule]) -> String {
        let unit = Self.isNumber(rules) ? "" : rules.contains { $0.name == "array" } ? " items" : " characters"
        let verb = unit == " items" ? "have" : "be"
        return switch rule {
        case .required, .filled: "The :attribute field is required."
        case .present: "The :attribute field must be present."
        case .requiredUnless(let other, let exempt):
            "The :attribute field is required unless \(other.replacing("_", with: " ")) is in \(exempt)."
        case .nullable: ""
        case .string: "The :attribute must be a string."
        case .array: "The :attribute must be an array."
        case .boolean: "The :attribute field must be true or false."
        case .integer: "The :attribute must be an integer."
        case .numeric: "The :attribute must be a number."
        case .email: "The :attribute must be a valid email address."
        case .url, .matches: "The :attribute format is invalid."
        case .alpha: "The :attribute may only contain letters."
        case .alphaDash: "The :attribute may only contain letters, numbers, and dashes."
        case .alphaNumeric: "The :attribute may only contain letters and numbers."
        case .min(let limit): "The :attribute must \(verb) at least \(Self.plain(limit))\(unit)."
        case .max(let limit):
            unit == " items"
                ? "The :attribute may not have more than \(Self.plain(limit)) items."
                : "The :attribute may not be greater than \(Self.plain(limit))\(unit)."
        case .between(let low, let high):
            "The :attribute must \(verb) between \(Self.plain(low)) and \(Self.plain(high))\(unit)."
        case .size(let wanted):
            unit == " items"
                ? "The :attribute must contain \(Self.plain(wanted)) items."
                : "The :attribute must be \(Self.plain(wanted))\(unit)."
        case .oneOf: "The selected :attribute is invalid."
        case .confirmed: "The :attribute confirmation does not match."
        case .custom(_, let text, _): text
        }
    }

    private static func plain(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? String(number)
    }
}
