/// A rule that a field of a request must keep, as Laravel's validator knows it.
enum Rule: Sendable {
    /// There, and neither null nor empty.
    case required
    /// There, maybe null.
    case present
    /// Not empty, if it is there.
    case filled
    /// Null is fine and ends the checks.
    case nullable
    /// Required but where another field has a value.
    case requiredUnless(field: String, is: String)
    case string, array, boolean, integer, numeric
    case email, url, alpha, alphaDash, alphaNumeric
    /// Limits of a number, of the count of an array, or of a text's characters; which one, the other rules tell.
    case min(Double), max(Double), between(Double, Double), size(Double)
    /// One of some texts.
    case oneOf([String])
    /// A text that fits a pattern, which is written without delimiters.
    case matches(String)
    /// Equal to the field of the same name with `_confirmation`.
    case confirmed
    /// Something that only the caller can tell, with Laravel's name for the rule.
    case custom(name: String, text: String, isKept: @Sendable (JSON) -> Bool)

    /// Nobody else has the value.
    static func unique(isTaken: @escaping @Sendable (JSON) -> Bool) -> Rule {
        .custom(name: "unique", text: "The :attribute has already been taken.") { !isTaken($0) }
    }

    /// There is something of that number.
    static func exists(_ isThere: @escaping @Sendable (JSON) -> Bool) -> Rule {
        .custom(name: "exists", text: "The selected :attribute is invalid.", isKept: isThere)
    }

    /// The name in `meta.rule`.
    var name: String {
        switch self {
        case .required: "required"
        case .present: "present"
        case .filled: "filled"
        case .nullable: "nullable"
        case .requiredUnless: "required_unless"
        case .string: "string"
        case .array: "array"
        case .boolean: "boolean"
        case .integer: "integer"
        case .numeric: "numeric"
        case .email: "email"
        case .url: "url"
        case .alpha: "alpha"
        case .alphaDash: "alpha_dash"
        case .alphaNumeric: "alpha_num"
        case .min: "min"
        case .max: "max"
        case .between: "between"
        case .size: "size"
        case .oneOf: "in"
        case .matches: "regex"
        case .confirmed: "confirmed"
        case .custom(let name, _, _): name
        }
    }

    /// Whether it also looks at what is not there.
    var isImplicit: Bool {
        switch self {
        case .required, .present, .filled, .requiredUnless: true
        default: false
        }
    }
}
