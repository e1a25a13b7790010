import PromQL
import Telemetry

// Expressions.
extension QueryView {
    /// The most points that a series of an answer may have.
    private static let pointLimit: Int64 = 11_000

    func instant(_ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        let time = try self.time("time", request) ?? now
        let expression = try self.expression(request)
        let evaluator = try self.evaluator(request)
        let value: QueryValue
        do throws(EvaluationError) {
            value = try evaluator.instant(expression, at: time, over: history)
        } catch {
            throw Self.failure(error)
        }
        return try json(of: value, at: time, limit: limit(request))
    }

    func range(_ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        guard let start = try time("start", request) else { throw .invalid("start", Self.noTime("")) }
        guard let end = try time("end", request) else { throw .invalid("end", Self.noTime("")) }
        guard end >= start else { throw .invalid("end", "end timestamp must not be before start time") }
        guard let step = try duration("step", request) else {
            throw .invalid("step", "cannot parse \"\" to a valid duration")
        }
        guard step.wholeMilliseconds > 0 else {
            throw .invalid(
                "step",
                "zero or negative query resolution step widths are not accepted. Try a positive integer"
            )
        }
        guard (end - start).wholeMilliseconds / step.wholeMilliseconds <= Self.pointLimit else {
            throw QueryFailure(
                .badData,
                "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)"
            )
        }
        let expression = try self.expression(request)
        let evaluator = try self.evaluator(request)
        let value: QueryValue
        do throws(EvaluationError) {
            value = try evaluator.range(expression, from: start, through: end, step: step, over: history)
        } catch {
            throw Self.failure(error)
        }
        return try json(of: value, at: end, limit: limit(request))
    }

    func formatted(_ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        var json = JSONWriter()
        json.string(try expression(request).description)
        return json
    }

    // MARK: - Parameters

    private func expression(_ request: QueryRequest) throws(QueryFailure) -> Expression {
        do throws(ParseError) {
            return try Expression(parsing: request.first("query") ?? "")
        } catch {
            throw .invalid("query", error.description)
        }
    }

    private func evaluator(_ request: QueryRequest) throws(QueryFailure) -> Evaluator {
        guard let lookback = try duration("lookback_delta", request), lookback > .zero else { return evaluator }
        return Evaluator(
            lookback: lookback,
            sampleLimit: evaluator.sampleLimit,
            subqueryStep: evaluator.subqueryStep,
            boundary: evaluator.boundary
        )
    }

    func time(_ name: String, _ request: QueryRequest) throws(QueryFailure) -> Timestamp? {
        guard let text = request.first(name) else { return nil }
        guard let time = TimeText.time(text) else { throw .invalid(name, Self.noTime(text)) }
        return time
    }

    private static func noTime(_ text: String) -> String { "cannot parse \"\(text)\" to a valid timestamp" }

    private func duration(_ name: String, _ request: QueryRequest) throws(QueryFailure) -> Duration? {
        guard let text = request.first(name) else { return nil }
        guard let duration = TimeText.duration(text) else {
            throw .invalid(name, "cannot parse \"\(text)\" to a valid duration")
        }
        return duration
    }

    /// How many elements an answer may have; nil for all.
    func limit(_ request: QueryRequest) throws(QueryFailure) -> Int? {
        guard let text = request.first("limit") else { return nil }
        guard let limit = Int(text), limit >= 0 else { throw .invalid("limit", "limit must be non-negative") }
        return limit == 0 ? nil : limit
    }

    private static func failure(_ error: EvaluationError) -> QueryFailure {
        switch error {
        case .cancelled: QueryFailure(.canceled, error.description)
        case .wrongType: .invalid("query", error.description)
        default: QueryFailure(.execution, error.description)
        }
    }

    // MARK: - Values

    private func json(of value: QueryValue, at time: Timestamp, limit: Int?) throws(QueryFailure) -> JSONWriter {
        var json = JSONWriter()
        switch value {
        case .scalar(let number): Self.write(&json, "scalar") { $0.point(time, number) }
        case .string(let text):
            Self.write(&json, "string") { json in
                json.raw("[" + JSONWriter.seconds(time.millisecondsSince1970) + ",")
                json.string(text)
                json.raw("]")
            }
        case .vector(let elements):
            Self.write(&json, "vector") { json in
                json.list(elements.prefix(limit ?? elements.count)) { json, element in
                    json.object([
                        ("metric", { $0.labels(element.labels) }), ("value", { $0.point(time, element.value) }),
                    ])
                }
            }
        case .matrix(let series):
            Self.write(&json, "matrix") { json in
                json.list(series.prefix(limit ?? series.count)) { json, one in
                    json.object([
                        ("metric", { $0.labels(one.labels) }),
                        ("values", { json in json.list(one.samples) { $0.point($1.timestamp, $1.value) } }),
                    ])
                }
            }
        }
        return json
    }

    private static func write(_ json: inout JSONWriter, _ type: String, _ result: (inout JSONWriter) -> Void) {
        json.raw("{\"resultType\":\"\(type)\",\"result\":")
        result(&json)
        json.raw("}")
    }
}
