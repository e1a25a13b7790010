import PromQL
import Telemetry

// Expressions.
extension QueryView {
    /// The most points that a series of an answer may have.
    private static let pointLimit: Int64 = 11_000

    func instant(_ request: QueryRequest, _ time: AnswerTime) throws(QueryFailure) -> AnswerData {
        let moment = try request.time("time") ?? now
        let limit = try request.limit()
        let evaluator = try self.evaluator(request, time)
        let expression = try self.expression(request)
        let result: QueryResult
        do throws(EvaluationError) {
            result = try evaluator.instantResult(expression, at: moment, over: history)
        } catch {
            throw Self.failure(error)
        }
        return Self.data(of: result, at: moment, limit: limit)
    }

    func range(_ request: QueryRequest, _ time: AnswerTime) throws(QueryFailure) -> AnswerData {
        let start = try request.requiredTime("start")
        let end = try request.requiredTime("end")
        guard end >= start else { throw .invalid("end", "end timestamp must not be before start time") }
        guard let step = try request.duration("step") else {
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
        let limit = try request.limit()
        let evaluator = try self.evaluator(request, time)
        let expression = try self.expression(request)
        let result: QueryResult
        do throws(EvaluationError) {
            result = try evaluator.rangeResult(expression, from: start, through: end, step: step, over: history)
        } catch {
            throw Self.failure(error)
        }
        return Self.data(of: result, at: end, limit: limit)
    }

    func formatted(_ request: QueryRequest) throws(QueryFailure) -> AnswerData {
        var json = JSONWriter()
        json.string(try expression(request).description)
        return AnswerData(json)
    }

    // MARK: - Evaluation

    private func expression(_ request: QueryRequest) throws(QueryFailure) -> Expression {
        do throws(ParseError) {
            return try Expression(parsing: request.first("query") ?? "")
        } catch {
            throw .invalid("query", error.description)
        }
    }

    /// The evaluator with what a request says of lookback and time.
    private func evaluator(_ request: QueryRequest, _ time: AnswerTime) throws(QueryFailure) -> Evaluator {
        let lookback = try request.duration("lookback_delta").flatMap { $0 > .zero ? $0 : nil }
        let timeout = min(try request.duration("timeout") ?? time.limit, time.limit)
        let interruption = evaluator.interruption
        return Evaluator(
            lookback: lookback ?? evaluator.lookback,
            sampleLimit: evaluator.sampleLimit,
            subqueryStep: evaluator.subqueryStep,
            boundary: evaluator.boundary,
            delaysNameRemoval: evaluator.delaysNameRemoval,
            interruption: { interruption() ?? (time.elapsed() >= timeout ? .timedOut : nil) }
        )
    }

    private static func failure(_ error: EvaluationError) -> QueryFailure {
        switch error {
        case .cancelled: QueryFailure(.canceled, error.description)
        case .timedOut: QueryFailure(.timeout, error.description)
        case .wrongType: .invalid("query", error.description)
        default: QueryFailure(.execution, error.description)
        }
    }

    // MARK: - Values

    private static func data(of result: QueryResult, at time: Timestamp, limit: Int?) -> AnswerData {
        var json = JSONWriter()
        var isTruncated = false
        switch result.value {
        case .scalar(let number): Self.write(&json, "scalar") { $0.point(time, number) }
        case .string(let text):
            Self.write(&json, "string") { json in
                json.raw("[" + JSONWriter.seconds(time.millisecondsSince1970) + ",")
                json.string(text)
                json.raw("]")
            }
        case .vector(let elements):
            isTruncated = elements.count > limit ?? .max
            Self.write(&json, "vector") { json in
                json.list(elements.prefix(limit ?? elements.count)) { json, element in
                    json.object([
                        ("metric", { $0.labels(element.labels) }), ("value", { $0.point(time, element.value) }),
                    ])
                }
            }
        case .matrix(let series):
            isTruncated = series.count > limit ?? .max
            Self.write(&json, "matrix") { json in
                json.list(series.prefix(limit ?? series.count)) { json, one in
                    json.object([
                        ("metric", { $0.labels(one.labels) }),
                        ("values", { json in json.list(one.samples) { $0.point($1.timestamp, $1.value) } }),
                    ])
                }
            }
        }
        return AnswerData(json, isTruncated: isTruncated, annotations: result.annotations)
    }

    private static func write(_ json: inout JSONWriter, _ type: String, _ result: (inout JSONWriter) -> Void) {
        json.raw("{\"resultType\":\"\(type)\",\"result\":")
        result(&json)
        json.raw("}")
    }
}
