import Alerting
import PromQL
import PterodactylAPI
import Telemetry

/// The answer of `GET /api/v2/silences`.
enum SilenceList {
    /// Reads the silences that have not expired.
    ///
    /// - Returns: nil when the answer is no list; one that is not understood is left out and counted.
    static func parse(_ body: [UInt8], at now: Timestamp) -> (silences: [Silence], unreadable: Int)? {
        guard case .array(let list)? = JSONValue(parsing: body) else { return nil }
        let silences = list.map(silence)
        let read = silences.compactMap(\.self)
        return (read.filter { $0.state(at: now) != .expired }, silences.count - read.count)
    }

    private static func silence(_ value: JSONValue) -> Silence? {
        guard let id = value["id"]?.string, let list = value["matchers"]?.array,
            let startsAt = value["startsAt"]?.string.flatMap({ Timestamp(rfc3339: $0) }),
            let endsAt = value["endsAt"]?.string.flatMap({ Timestamp(rfc3339: $0) })
        else { return nil }
        let matchers = list.compactMap(matcher)
        guard matchers.count == list.count, !matchers.isEmpty else { return nil }
        return Silence(
            id: id,
            matchers: matchers,
            startsAt: startsAt,
            endsAt: endsAt,
            updatedAt: value["updatedAt"]?.string.flatMap { Timestamp(rfc3339: $0) } ?? startsAt,
            createdBy: value["createdBy"]?.string ?? "",
            comment: value["comment"]?.string ?? ""
        )
    }

    /// `isEqual` came with Alertmanager 0.22; without it a matcher is an equal one.
    private static func matcher(_ value: JSONValue) -> LabelMatcher? {
        guard let name = value["name"]?.string, let text = value["value"]?.string else { return nil }
        let operation = LabelMatcher.Operation(
            isRegex: value["isRegex"]?.bool ?? false,
            isEqual: value["isEqual"]?.bool ?? true
        )
        return try? LabelMatcher(name, operation, text)
    }
}
