/// A JSON value that loses nothing: whole numbers keep all their digits, unknown keys stay.
///
/// The panel answers with numbers above 2^53, with `[]` for an empty object and with words of later versions; the models
/// read it through `JSONReader`, which forgives those and names the place of what cannot be forgiven.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Every other number.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// An object; of a key that occurs twice the last value counts.
    case object([String: JSONValue])
}

extension JSONValue {
    /// The text, if it is one.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The truth value, if it is one; 0 and 1 count, as PHP sends them for a column that was not cast.
    public var bool: Bool? {
        switch self {
        case .bool(let value): value
        case .integer(0): false
        case .integer(1): true
        default: nil
        }
    }

    /// The whole number, if it is one: a float is cut towards zero, a text of digits counts.
    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value.rounded(.towardZero))
        case .string(let text): Int64(text)
        default: nil
        }
    }

    /// The number, if it is one; a text of digits counts.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .string(let text): Double(text)
        default: nil
        }
    }

    /// The elements; an empty object counts as an empty list, as PHP mixes the two up.
    public var array: [JSONValue]? {
        switch self {
        case .array(let elements): elements
        case .object(let members) where members.isEmpty: []
        default: nil
        }
    }

    /// The members; an empty list counts as an empty object, as PHP mixes the two up.
    public var object: [String: JSONValue]? {
        switch self {
        case .object(let members): members
        case .array(let elements) where elements.isEmpty: [:]
        default: nil
        }
    }

    /// The member of an object; nil when it is missing or this is no object.
    public subscript(_ key: String) -> JSONValue? { object?[key] }

    /// Whether it is `null`.
    public var isNull: Bool { self == .null }

    /// The kind in a word, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Makes the value from a literal.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Makes the value from a literal.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Makes the value from a literal.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// Makes the value from a literal.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// Makes the value from a literal.
    public init(nilLiteral: ()) { self = .null }
    /// Makes the value from a literal.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Makes the value from a literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object([String: JSONValue](elements, uniquingKeysWith: { _, last in last }))
    }
}
