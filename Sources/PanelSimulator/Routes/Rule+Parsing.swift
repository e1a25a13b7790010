extension Rule {
    /// The rules of an egg's variable, as `required|string|max:20`; names that are not known forbid nothing.
    ///
    /// As in Laravel, a `|` inside of a pattern ends it.
    static func parse(_ text: String) -> [Rule] {
        text.split(separator: "|").compactMap { part in
            let halves = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let argument = halves.count > 1 ? String(halves[1]) : ""
            let numbers = argument.split(separator: ",").compactMap { Double($0) }
            switch (String(halves[0]), numbers.first) {
            case ("required", _): return .required
            case ("present", _): return .present
            case ("filled", _): return .filled
            case ("nullable", _): return .nullable
            case ("string", _): return .string
            case ("array", _): return .array
            case ("boolean", _), ("bool", _): return .boolean
            case ("integer", _), ("int", _): return .integer
            case ("numeric", _): return .numeric
            case ("email", _): return .email
            case ("url", _): return .url
            case ("alpha", _): return .alpha
            case ("alpha_dash", _): return .alphaDash
            case ("alpha_num", _): return .alphaNumeric
            case ("min", let limit?): return .min(limit)
            case ("max", let limit?): return .max(limit)
            case ("size", let wanted?): return .size(wanted)
            case ("between", let low?) where numbers.count == 2: return .between(low, numbers[1])
            case ("digits_between", let low?) where numbers.count == 2: return digits(Int(low), Int(numbers[1]))
            case ("in", _):
                return .oneOf(argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
            case ("regex", _): return pattern(argument).map { .matches($0) }
            default: return nil
            }
        }
    }

    private static func digits(_ low: Int, _ high: Int) -> Rule {
        .custom(name: "digits_between", text: "The :attribute must be between \(low) and \(high) digits.") { value in
            value.scalarText.map { $0.count >= low && $0.count <= high && $0.allSatisfy(\.isNumber) } ?? false
        }
    }

    /// A PHP pattern without its delimiters, its flags in front.
    private static func pattern(_ text: String) -> String? {
        guard let delimiter = text.first, let end = text.lastIndex(of: delimiter), end > text.startIndex else {
            return nil
        }
        let flags = text[text.index(after: end)...].filter { "imsx".contains($0) }
        let body = String(text[text.index(after: text.startIndex)..<end])
        return flags.isEmpty ? body : "(?\(flags))\(body)"
    }
}
