public import Telemetry

/// Computes the value of expressions over a source of series.
///
/// Pure: the same expression, time and samples give the same value.
public struct Evaluator: Sendable {
    /// How old an instant selector's sample may be.
    public let lookback: Duration
    /// How many samples an evaluation may hold at one time.
    public let sampleLimit: Int
    /// The step of a subquery that names none.
    public let subqueryStep: Duration
    /// Whether windows hold what lies at their very start.
    public let boundary: WindowBoundary
    /// Whether the names of metrics that an operation drops stay until the end of the evaluation, where `label_replace`
    /// and groupings still see them (Prometheus' flag `promql-delayed-name-removal`).
    public let delaysNameRemoval: Bool
    /// Tells why an evaluation is to end before its time; nil when it may go on.
    ///
    /// Asked after each selector that was read, and then about every 100,000 samples.
    public let interruption: @Sendable () -> EvaluationError?

    /// Makes an evaluator.
    public init(
        lookback: Duration = .seconds(300),
        sampleLimit: Int = 50_000_000,
        subqueryStep: Duration = .seconds(60),
        boundary: WindowBoundary = .open,
        delaysNameRemoval: Bool = false,
        interruption: @escaping @Sendable () -> EvaluationError? = { Task.isCancelled ? .cancelled : nil }
    ) {
        self.lookback = lookback
        self.sampleLimit = sampleLimit
        self.subqueryStep = subqueryStep
        self.boundary = boundary
        self.delaysNameRemoval = delaysNameRemoval
        self.interruption = interruption
    }

    /// The value at one time.
    public func instant(
        _ expression: Expression,
        at time: Timestamp,
        over source: some SeriesSource
    ) throws(EvaluationError) -> QueryValue {
        var evaluation = try instantEvaluation(expression, at: time, source, remarks: false)
        return try evaluation.instant()
    }

    /// The value at one time, and what was remarked on the way to it.
    public func instantResult(
        _ expression: Expression,
        at time: Timestamp,
        over source: some SeriesSource
    ) throws(EvaluationError) -> QueryResult {
        var evaluation = try instantEvaluation(expression, at: time, source, remarks: true)
        let value = try evaluation.instant()
        return QueryResult(value: value, annotations: evaluation.remarks?.annotations ?? [])
    }

    /// The values at a time and each step after it, up to and including an end.
    ///
    /// - Returns: always `.matrix`; a scalar is one series without labels.
    /// - Throws: `EvaluationError.wrongType` when the expression is a range vector or a string.
    public func range(
        _ expression: Expression,
        from start: Timestamp,
        through end: Timestamp,
        step: Duration,
        over source: some SeriesSource
    ) throws(EvaluationError) -> QueryValue {
        var evaluation = try rangeEvaluation(expression, start, end, step, source, remarks: false)
        return try evaluation.range()
    }

    /// The values at a time and each step after it, and what was remarked on the way to them.
    ///
    /// - Returns: a value that is always `.matrix`; a scalar is one series without labels.
    /// - Throws: `EvaluationError.wrongType` when the expression is a range vector or a string.
    public func rangeResult(
        _ expression: Expression,
        from start: Timestamp,
        through end: Timestamp,
        step: Duration,
        over source: some SeriesSource
    ) throws(EvaluationError) -> QueryResult {
        var evaluation = try rangeEvaluation(expression, start, end, step, source, remarks: true)
        let value = try evaluation.range()
        return QueryResult(value: value, annotations: evaluation.remarks?.annotations ?? [])
    }

    private func instantEvaluation(
        _ expression: Expression,
        at time: Timestamp,
        _ source: some SeriesSource,
        remarks: Bool
    ) throws(EvaluationError) -> Evaluation {
        let expression = try expression.resolvingDurations(step: .zero, range: .zero)
        return try Evaluation(self, expression, from: time, through: time, step: .zero, source, remarks: remarks)
    }

    private func rangeEvaluation(
        _ expression: Expression,
        _ start: Timestamp,
        _ end: Timestamp,
        _ step: Duration,
        _ source: some SeriesSource,
        remarks: Bool
    ) throws(EvaluationError) -> Evaluation {
        guard step.wholeMilliseconds > 0 else { throw .invalidStep(step) }
        guard expression.type == .scalar || expression.type == .vector else { throw .wrongType(expression.type) }
        let expression = try expression.resolvingDurations(step: step, range: end - start)
        return try Evaluation(self, expression, from: start, through: end, step: step, source, remarks: remarks)
    }
}
