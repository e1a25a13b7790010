public import Alerting
import PromQL
public import Telemetry

/// What Alertmanager's interface says of silences (`/api/v2/silences`, `/api/v2/silence/ID`).
public enum SilenceAnswers {
    /// The silences of a book, those that have expired included.
    ///
    /// - Parameter request: with `filter`, which may be repeated: a silence is listed when it has each of these matchers, just as
    ///   they are (observed of Alertmanager 0.25; `filter=server="a"` does not find a silence of `server=~"a|b"`).
    public static func list(_ book: SilenceBook, _ request: QueryRequest, at now: Timestamp) -> QueryAnswer {
        do throws(AlertmanagerFailure) {
            let wanted = try AlertFilter.matchers(request)
            let found = book.silences(at: now).filter { silence in wanted.allSatisfy { silence.matchers.contains($0) } }
            var json = JSONWriter()
            json.list(found) { write(&$0, $1, at: now) }
            return QueryAnswer(json: json)
        } catch {
            return error.answer
        }
    }

    /// One silence of a book; 404 when there is none of this id.
    public static func one(_ id: String, of book: SilenceBook, at now: Timestamp) -> QueryAnswer {
        guard let silence = book[id] else { return failure(.unknown(id: id)).answer }
        var json = JSONWriter()
        write(&json, silence, at: now)
        return QueryAnswer(json: json)
    }

    /// What is said when a silence was made or changed: `{"silenceID":"…"}`.
    public static func made(_ id: String) -> QueryAnswer {
        var json = JSONWriter()
        json.texts(["silenceID": id])
        return QueryAnswer(json: json)
    }

    /// What is said when a silence was ended: nothing.
    public static let ended = QueryAnswer(status: 200)

    /// What is said of a wish that makes no sense.
    public static func failure(_ error: SilenceError) -> AlertmanagerFailure {
        switch error {
        case .unknown: .notFound(error.description)
        default: .bad(error.description)
        }
    }

    private static func write(_ json: inout JSONWriter, _ silence: Silence, at now: Timestamp) {
        json.object([
            ("id", { $0.string(silence.id) }), ("status", { $0.texts(["state": silence.state(at: now).rawValue]) }),
            ("updatedAt", { $0.string(TimeText.milliseconds(silence.updatedAt)) }),
            ("comment", { $0.string(silence.comment) }), ("createdBy", { $0.string(silence.createdBy) }),
            ("endsAt", { $0.string(TimeText.milliseconds(silence.endsAt)) }),
            ("matchers", { json in json.list(silence.matchers) { write(&$0, $1) } }),
            ("startsAt", { $0.string(TimeText.milliseconds(silence.startsAt)) }),
        ])
    }

    private static func write(_ json: inout JSONWriter, _ matcher: LabelMatcher) {
        json.object([
            ("isEqual", { $0.raw("\(matcher.operation.isEqual)") }),
            ("isRegex", { $0.raw("\(matcher.operation.isRegex)") }),
            ("name", { $0.string(matcher.label) }), ("value", { $0.string(matcher.value) }),
        ])
    }
}
