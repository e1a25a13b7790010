import PterodactylAPI
import TestSupport

/// A way to damage an answer.
enum Mutation: CaseIterable {
    case dropMember, null, changeType, hugeNumber, nestDeeply, duplicate, truncate, flipBytes

    /// A damaged body.
    /// - Parameters:
    ///   - document: the body as it is read; nil when it is no JSON.
    ///   - bytes: the body.
    func applied(to document: JSONValue?, _ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        switch self {
        case .truncate:
            return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
        case .flipBytes:
            var bytes = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
            }
            return bytes
        case .dropMember, .null, .changeType, .hugeNumber, .nestDeeply, .duplicate:
            guard let document else { return bytes }
            return document.changed(using: &generator) { changed($0, using: &$1) }.encoded()
        }
    }

    /// A damaged value.
    private func changed(_ value: JSONValue, using generator: inout SeededGenerator) -> JSONValue {
        switch (self, value) {
        case (.dropMember, .object(var members)):
            if let key = members.keys.sorted().randomElement(using: &generator) { members[key] = nil }
            return .object(members)
        case (.duplicate, .array(let elements)):
            return .array(elements + elements)
        case (.duplicate, _):
            return .array([value, value])
        case (.hugeNumber, _):
            return Self.numbers.randomElement(using: &generator) ?? 0
        case (.changeType, _):
            return Self.values.randomElement(using: &generator) ?? .null
        case (.nestDeeply, _):
            let isArray = Bool.random(using: &generator)
            return (0..<Int.random(in: 1...200, using: &generator)).reduce(value) { inner, _ in
                isArray ? .array([inner]) : .object(["attributes": inner])
            }
        default:
            return .null
        }
    }

    private static let numbers: [JSONValue] = [
        .integer(.max), .integer(.min), -1, 0, 1e308, -1e308, 1e19, 0.5, .integer(9_007_199_254_740_993),
    ]

    private static let values: [JSONValue] = [
        true, 0, 1, 1.5, "", "0", "text", "2026-11-23T15:45:30+00:00", [], [1], [[]], .object([:]),
        ["object": "null_resource"],
        ["attributes": nil], "9999-12-31T23:59:60-23:59",
    ]
}

extension JSONValue {
    /// The value with one place in it changed: found by walking down at random, which small and large answers do in a few steps.
    fileprivate func changed(
        using generator: inout SeededGenerator,
        by change: (JSONValue, inout SeededGenerator) -> JSONValue
    ) -> JSONValue {
        if Int.random(in: 0..<6, using: &generator) == 0 { return change(self, &generator) }
        switch self {
        case .object(var members):
            guard let key = members.keys.sorted().randomElement(using: &generator), let member = members[key] else {
                break
            }
            members[key] = member.changed(using: &generator, by: change)
            return .object(members)
        case .array(var elements):
            guard let index = elements.indices.randomElement(using: &generator) else { break }
            elements[index] = elements[index].changed(using: &generator, by: change)
            return .array(elements)
        default: break
        }
        return change(self, &generator)
    }
}
