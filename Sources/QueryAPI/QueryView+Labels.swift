import PromQL
import Telemetry

// Which series and labels there are.
extension QueryView {
    func series(_ request: QueryRequest) throws(QueryFailure) -> AnswerData {
        guard !request.all("match[]").isEmpty else {
            throw QueryFailure(.badData, "no match[] parameter provided")
        }
        let found = try selected(request).sorted()
        let limit = try request.limit() ?? found.count
        var json = JSONWriter()
        json.list(found.prefix(limit)) { $0.labels($1) }
        return AnswerData(json, isTruncated: found.count > limit)
    }

    func labelNames(_ request: QueryRequest) throws(QueryFailure) -> AnswerData {
        let names = Set(try selected(request).flatMap { $0.labels.map(\.name) })
        return Self.sorted(names, limit: try request.limit())
    }

    func labelValues(_ name: String, _ request: QueryRequest) throws(QueryFailure) -> AnswerData {
        guard !name.isEmpty else { throw QueryFailure(.badData, "invalid label name: \"\"") }
        let values = Set(try selected(request).compactMap { $0[name] })
        return Self.sorted(values, limit: try request.limit())
    }

    func metadata(_ request: QueryRequest) -> JSONWriter {
        let wanted = request.first("metric")
        let families = families.filter { wanted == nil || $0.name == wanted }
        let count = request.first("limit").flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 } ?? families.count
        var json = JSONWriter()
        json.object(
            families.prefix(count).map { family in
                (
                    family.name,
                    { json in
                        json.raw("[{\"type\":")
                        json.string(family.kind.rawValue)
                        json.raw(",\"help\":")
                        json.string(family.help)
                        json.raw(",\"unit\":\"\"}]")
                    }
                )
            }
        )
        return json
    }

    /// The series with a sample in the time asked for that any of the selectors chooses; all of them without selectors.
    private func selected(_ request: QueryRequest) throws(QueryFailure) -> Set<LabelSet> {
        let after = (try request.time("start") ?? Timestamp(millisecondsSince1970: 0)) - .milliseconds(1)
        let end = try request.time("end") ?? now
        let selectors = request.all("match[]")
        if selectors.isEmpty { return Set(history.series([], after: after, through: end)) }
        var found: Set<LabelSet> = []
        for text in selectors {
            found.formUnion(history.series(try Self.matchers(text), after: after, through: end))
        }
        return found
    }

    private static func matchers(_ text: String) throws(QueryFailure) -> [LabelMatcher] {
        let expression: Expression
        do throws(ParseError) {
            expression = try Expression(parsing: text)
        } catch {
            throw .invalid("match[]", error.description)
        }
        guard case .selector(let selector) = expression.root.form, selector.shift == .none else {
            throw .invalid("match[]", "\(text) is no series selector, such as up{job=\"a\"}")
        }
        return selector.matchers
    }

    private static func sorted(_ texts: Set<String>, limit: Int?) -> AnswerData {
        let limit = limit ?? texts.count
        var json = JSONWriter()
        json.list(texts.sorted().prefix(limit)) { $0.string($1) }
        return AnswerData(json, isTruncated: texts.count > limit)
    }
}
