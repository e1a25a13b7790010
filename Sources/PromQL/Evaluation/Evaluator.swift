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
        let expression = try expression.resolvingDurations(step: .zero, range: .zero)
        var evaluation = try Evaluation(self, expression, from: time, through: time, step: .milliseconds(1), source)
        return try evaluation.instant()
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
        guard step.wholeMilliseconds > 0 else { throw .invalidStep(step) }
        guard expression.type == .scalar || expression.type == .vector else { throw .wrongType(expression.type) }
        let expression = try expression.resolvingDurations(step: step, range: end - start)
        var evaluation = try Evaluation(self, expression, from: start, through: end, step: step, source)
        return try evaluation.range()
    }
}
