import PromQL
import Telemetry

// Which series and labels there are.
extension QueryView {
    func series(_ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        guard !request.all("match[]").isEmpty else {
            throw QueryFailure(.badData, "no match[] parameter provided")
        }
        let found = try selected(request).sorted()
        var json = JSONWriter()
        json.list(found.prefix(try limit(request) ?? found.count)) { $0.labels($1) }
        return json
    }

    func labelNames(_ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        let names = Set(try selected(request).flatMap { $0.labels.map(\.name) })
        return Self.sorted(names, limit: try limit(request))
    }

    func labelValues(_ name: String, _ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        guard !name.isEmpty else { throw QueryFailure(.badData, "invalid label name: \"\"") }
        let values = Set(try selected(request).compactMap { $0[name] })
        return Self.sorted(values, limit: try limit(request))
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

    func buildInfo() -> JSONWriter {
        var json = JSONWriter()
        json.object(build.map { entry in (entry.name, { $0.string(entry.value) }) })
        return json
    }

    /// The series with a sample in the time asked for that any of the selectors chooses; all of them without selectors.
    private func selected(_ request: QueryRequest) throws(QueryFailure) -> Set<LabelSet> {
        let start = try time("start", request) ?? Timestamp(millisecondsSince1970: 0)
        let end = try time("end", request) ?? now
        let after = start - .milliseconds(1)
        let selectors = request.all("match[]")
        if selectors.isEmpty {
            let all = history.select(name: nil, where: { _ in true }, after: after, through: end)
            return Set(all.lazy.filter { Self.isThere($0.samples) }.map(\.labels))
        }
        var found: Set<LabelSet> = []
        for text in selectors {
            let series = history.select(try Self.matchers(text), after: after, through: end)
            found.formUnion(series.lazy.filter { Self.isThere($0.samples) }.map(\.labels))
        }
        return found
    }

    private static func isThere(_ samples: [Sample]) -> Bool { samples.contains { !$0.value.isStaleMarker } }

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

    private static func sorted(_ texts: Set<String>, limit: Int?) -> JSONWriter {
        var json = JSONWriter()
        json.list(texts.sorted().prefix(limit ?? texts.count)) { $0.string($1) }
        return json
    }
}
