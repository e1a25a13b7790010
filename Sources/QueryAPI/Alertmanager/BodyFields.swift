package import PterodactylAPI
package import Telemetry

/// The fields of a JSON object that somebody sent, and where it stands in the body.
///
/// Whatever is wrong is told by the field's place, what was found and what is allowed.
package struct BodyFields: Sendable {
    private let members: [String: JSONValue]
    private let place: String

    /// Takes up an object.
    /// - Parameter place: where it stands, such as `alerts[2]`; empty for the whole body.
    /// - Throws: 400 when it is no object.
    package init(_ value: JSONValue, at place: String) throws(AlertmanagerFailure) {
        guard case .object(let members) = value else {
            let what = place.isEmpty ? "the body" : place
            throw .bad("\(what): found \(Self.shown(value)), allowed is an object")
        }
        self.members = members
        self.place = place.isEmpty ? "" : place + "."
    }

    /// The names of all fields, in no order.
    package var names: some Collection<String> { members.keys }

    /// A field; nil where it is missing or null.
    package func value(_ name: String) -> JSONValue? {
        // `nil` would be taken for the value null here, which is one.
        guard let value = members[name], !value.isNull else { return Optional.none }
        return value
    }

    /// Whether a field is missing or null.
    package func lacks(_ name: String) -> Bool { members[name]?.isNull ?? true }

    /// A text.
    package func text(_ name: String) throws(AlertmanagerFailure) -> String {
        guard case .string(let text)? = value(name) else { throw wrong(name, "a text") }
        return text
    }

    /// A text on one line that is not blank, of so many characters at the most.
    package func line(_ name: String, atMost count: Int) throws(AlertmanagerFailure) -> String {
        let text = try text(name)
        guard Self.isLine(text, atMost: count) else { throw wrong(name, "a line of 1 to \(count) characters") }
        return text
    }

    /// Whether a text is one line that is not blank, of so many characters at the most.
    package static func isLine(_ text: String, atMost count: Int) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            && (1...count).contains(text.count) && text.contains { !$0.isWhitespace }
    }

    /// A truth value.
    package func flag(_ name: String) throws(AlertmanagerFailure) -> Bool {
        guard case .bool(let flag)? = value(name) else { throw wrong(name, "true or false") }
        return flag
    }

    /// A list.
    /// - Parameter allowed: what it may hold, for the message.
    package func list(_ name: String, _ allowed: String) throws(AlertmanagerFailure) -> [JSONValue] {
        guard case .array(let elements)? = value(name) else { throw wrong(name, allowed) }
        return elements
    }

    /// A moment as RFC 3339 writes it.
    package func time(_ name: String) throws(AlertmanagerFailure) -> Timestamp {
        guard case .string(let text)? = value(name), let time = Timestamp(rfc3339: text) else {
            throw wrong(name, "a time such as 2026-11-26T10:00:00Z")
        }
        return time
    }

    /// That a field is not as it has to be.
    package func wrong(_ name: String, _ allowed: String) -> AlertmanagerFailure {
        .bad("\(place)\(name): found \(members[name].map(Self.shown) ?? "nothing"), allowed is \(allowed)")
    }

    /// A value as it may stand in a message.
    private static func shown(_ value: JSONValue) -> String {
        let text = value.text
        let scalars = text.unicodeScalars
        return scalars.count <= 80 ? text : String(scalars.prefix(79)) + "…"
    }
}
