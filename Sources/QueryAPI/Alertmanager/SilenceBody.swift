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
        let fields = try BodyFields(value, at: "")
        var matchers: [LabelMatcher] = []
        for (index, element) in try fields.list("matchers", "a list of matchers").enumerated() {
            matchers.append(try matcher(try BodyFields(element, at: "matchers[\(index)]")))
        }
        return SilenceBook.Wish(
            id: fields.lacks("id") ? nil : try fields.text("id"),
            matchers: matchers,
            startsAt: try fields.time("startsAt"),
            endsAt: try fields.time("endsAt"),
            createdBy: try fields.text("createdBy"),
            comment: try fields.text("comment")
        )
    }

    private static func matcher(_ fields: BodyFields) throws(AlertmanagerFailure) -> LabelMatcher {
        let name = try fields.text("name")
        guard !name.isEmpty else { throw fields.wrong("name", "the name of a label") }
        let isEqual = fields.lacks("isEqual") ? true : try fields.flag("isEqual")
        let operation = LabelMatcher.Operation(isRegex: try fields.flag("isRegex"), isEqual: isEqual)
        let value = try fields.text("value")
        do {
            return try LabelMatcher(name, operation, value)
        } catch {
            throw fields.wrong("value", "a regular expression (\(error.description))")
        }
    }
}
