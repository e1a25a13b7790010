import FoundationEssentials

/// A JSON value whose objects keep their order, as the panel's answers do.
enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// A number.
    static func int(_ value: Int) -> JSON { .int(Int64(value)) }

    /// A text, or null.
    static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }

    /// A number as PHP writes it: a whole one without a fraction.
    static func number(_ value: Double) -> JSON {
        value == value.rounded() && abs(value) < 1e15 ? .int(Int64(value)) : .double(value)
    }

    /// The member of an object.
    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// The text, if it is one.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value, if it is one.
    var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number, if it is one.
    var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The whole number, if it is one.
    var integer: Int? { double.flatMap { Int(exactly: $0) } }

    /// Reads bytes; nil when they are not JSON.
    init?(parsing bytes: [UInt8]) {
        guard let parsed = try? JSONDecoder().decode(Parsed.self, from: Data(bytes)) else { return nil }
        self = parsed.value
    }
}

/// Reads any JSON; the order of members is lost, which no request needs.
private struct Parsed: Decodable {
    let value: JSON

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let bool = try? container.decode(Bool.self) {
            value = .bool(bool)
        } else if let integer = try? container.decode(Int64.self) {
            value = .int(integer)
        } else if let number = try? container.decode(Double.self) {
            value = .double(number)
        } else if let text = try? container.decode(String.self) {
            value = .string(text)
        } else if let elements = try? container.decode([Parsed].self) {
            value = .array(elements.map(\.value))
        } else {
            value = .object(try container.decode([String: Parsed].self).map { ($0.key, $0.value.value) })
        }
    }
}
