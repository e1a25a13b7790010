import Foundation
import PterodactylAPI

/// JSON as the tests read it; a missing member is `.missing`.
enum JSONValue: Equatable {
    case missing, null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(_ bytes: some Sequence<UInt8>) {
        let parsed = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        self = parsed.map { JSONValue(any: $0) } ?? .missing
    }

    init(any value: Any) {
        switch value {
        case let object as [String: Any]: self = .object(object.mapValues { JSONValue(any: $0) })
        case let array as [Any]: self = .array(array.map { JSONValue(any: $0) })
        case let text as String: self = .string(text)
        case let number as NSNumber:
            self = CFBooleanLike.isBoolean(number) ? .bool(number.boolValue) : .number(number.doubleValue)
        default: self = .null
        }
    }

    subscript(name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .missing } else { .missing }
    }

    subscript(index: Int) -> JSONValue { elements.indices.contains(index) ? elements[index] : .missing }

    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
    var text: String { if case .string(let text) = self { text } else { "" } }
    var number: Double { if case .number(let number) = self { number } else { .nan } }
    var keys: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }

    /// The word for its type.
    var kind: String {
        switch self {
        case .missing: "missing"
        case .null: "null"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

private enum CFBooleanLike {
    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

extension HTTPResponse {
    var json: JSONValue { JSONValue(body) }
}
