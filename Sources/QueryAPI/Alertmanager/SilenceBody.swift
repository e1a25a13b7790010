public import Alerting
import PromQL
import PterodactylAPI
import Telemetry

/// Reads what `POST /api/v2/silences` is sent.
///
///     {"id":"…", "matchers":[{"name":"server","value":"a.*","isRegex":true,"isEqual":true}],
///      "startsAt":"2026-11-26T10:00:00Z", "endsAt":"2026-11-26T12:00:00Z", "createdBy":"ada", "comment":"why"}
///
/// As Alertmanager has it: `id` may be missing, and so may `isEqual`, which is true then; other fields are passed over, since
/// clients send back what they were given.
public enum SilenceBody {
    /// Reads a body.
    /// - Throws: 400 with the field, what was found and what is allowed.
    public static func wish(_ body: [UInt8]) throws(AlertmanagerFailure) -> SilenceBook.Wish {
        guard let value = JSONValue(parsing: body) else { throw .bad("the body is not JSON") }
        let fields = try Fields(value, at: "")
        guard case .array(let elements)? = fields.value("matchers") else {
            throw fields.wrong("matchers", "a list of matchers")
        }
        var matchers: [LabelMatcher] = []
        for (index, element) in elements.enumerated() {
            matchers.append(try matcher(try Fields(element, at: "matchers[\(index)]")))
        }
        return SilenceBook.Wish(
            id: fields.value("id") == nil ? nil : try fields.text("id"),
            matchers: matchers,
            startsAt: try fields.time("startsAt"),
            endsAt: try fields.time("endsAt"),
            createdBy: try fields.text("createdBy"),
            comment: try fields.text("comment")
        )
    }

    private static func matcher(_ fields: Fields) throws(AlertmanagerFailure) -> LabelMatcher {
        let name = try fields.text("name")
        guard !name.isEmpty else { throw fields.wrong("name", "the name of a label") }
        let isEqual = fields.value("isEqual") == nil ? true : try fields.flag("isEqual")
        let operation = LabelMatcher.Operation(isRegex: try fields.flag("isRegex"), isEqual: isEqual)
        let value = try fields.text("value")
        do {
            return try LabelMatcher(name, operation, value)
        } catch {
            throw fields.wrong("value", "a regular expression (\(error.description))")
        }
    }

    /// The fields of an object, and where it stands in the body.
    private struct Fields {
        private let members: [String: JSONValue]
        private let place: String

        init(_ value: JSONValue, at place: String) throws(AlertmanagerFailure) {
            guard case .object(let members) = value else {
                let what = place.isEmpty ? "the body" : place
                throw .bad("\(what): found \(SilenceBody.shown(value)), allowed is an object")
            }
            self.members = members
            self.place = place.isEmpty ? "" : place + "."
        }

        /// A field; nil where it is missing or null.
        func value(_ name: String) -> JSONValue? { members[name].flatMap { $0.isNull ? nil : $0 } }

        func text(_ name: String) throws(AlertmanagerFailure) -> String {
            guard case .string(let text)? = value(name) else { throw wrong(name, "a text") }
            return text
        }

        func flag(_ name: String) throws(AlertmanagerFailure) -> Bool {
            guard case .bool(let flag)? = value(name) else { throw wrong(name, "true or false") }
            return flag
        }

        func time(_ name: String) throws(AlertmanagerFailure) -> Timestamp {
            guard case .string(let text)? = value(name), let time = Timestamp(rfc3339: text) else {
                throw wrong(name, "a time such as 2026-11-26T10:00:00Z")
            }
            return time
        }

        func wrong(_ name: String, _ allowed: String) -> AlertmanagerFailure {
            .bad("\(place)\(name): found \(members[name].map(SilenceBody.shown) ?? "nothing"), allowed is \(allowed)")
        }
    }

    /// A value as it may stand in a message.
    private static func shown(_ value: JSONValue) -> String {
        let text = String(decoding: value.encoded(), as: UTF8.self)
        let scalars = text.unicodeScalars
        return scalars.count <= 80 ? text : String(scalars.prefix(79)) + "…"
    }
}
