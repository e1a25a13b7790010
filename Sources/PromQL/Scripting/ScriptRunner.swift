internal import Telemetry

/// Runs scripts that load series, evaluate expressions and say what they have to give, in the notation of Prometheus'
/// own tests.
///
/// Each instant evaluation is repeated as the middle step of a range query, and at other times with all that it reads fixed
/// to its own by `@`; both have to give the same.
public struct ScriptRunner: Sendable {
    let evaluator: Evaluator

    /// Makes a runner; as Prometheus' own tests want it, names go at the end of an evaluation.
    public init(evaluator: Evaluator = Evaluator(delaysNameRemoval: true)) { self.evaluator = evaluator }

    /// Runs a script.
    /// - Throws: `ScriptError` when the text is not a script; an evaluation that fails is part of the report.
    public func run(_ text: String) throws(ScriptError) -> ScriptReport {
        let script = try Script(text)
        let empty = ScriptStorage(knowsStarts: true)
        var storage = empty
        // The same with native histograms, to see who reads some.
        var whole = empty
        var report = ScriptReport()
        for (_, command) in script.commands {
            switch command {
            case .clear: (storage, whole) = (empty, empty)
            case .load(let interval, let series):
                for one in series {
                    let samples = one.samples(every: interval)
                    whole.add(samples, to: one.notation.labels)
                    storage.add(samples.filter { !$0.0.value.isNativeHistogram }, to: one.notation.labels)
                }
            case .evaluate(let check):
                report.evaluationCount += 1
                if let reason = refusal(of: check, whole) {
                    report.refusals.append(.init(line: check.line, expression: check.expression, message: reason))
                    continue
                }
                if let message = failure(of: check, storage) {
                    report.failures.append(.init(line: check.line, expression: check.expression, message: message))
                }
            }
        }
        return report
    }

    /// Why an evaluation is not run; nil when it is: what it expects or reads.
    private func refusal(of check: Script.Check, _ whole: ScriptStorage) -> String? {
        if check.expectsNativeHistograms { return Self.refusal }
        do {
            let expression = try Expression(parsing: check.expression)
            return try reads(expression, check.time, whole) ? Self.refusal : nil
        } catch {
            return nil  // what is wrong shows when it is evaluated
        }
    }

    /// Whether native histograms are among the samples that an evaluation reads.
    private func reads(
        _ expression: Expression,
        _ time: Script.Check.Time,
        _ whole: ScriptStorage
    ) throws(EvaluationError) -> Bool {
        let (start, end, step) =
            switch time {
            case .instant(let time): (time, time, Duration.zero)
            case .range(let from, let through, let step): (from, through, step)
            }
        let resolved = try expression.resolvingDurations(step: step, range: end - start)
        let read = try LoadedSelectors(resolved, evaluator, from: start, through: end, whole)
        return read.series.joined().contains { $0.samples.contains { $0.value.isNativeHistogram } }
    }

    private static let refusal = "native histograms are not supported"

    /// What is wrong with an evaluation; nil when it gives what is expected.
    private func failure(of check: Script.Check, _ storage: ScriptStorage) -> String? {
        let result: QueryResult
        let expression: Expression
        do throws(ParseError) {
            expression = try Expression(parsing: check.expression)
        } catch {
            return unexpected([error.description, error.message], check)
        }
        do throws(EvaluationError) {
            result = try evaluate(expression, check.time, storage)
        } catch {
            return unexpected([error.description], check)
        }
        if check.failure != nil { return "expected a failure, got \(result.value)" }
        return check.difference(result.annotations) ?? Comparison(check: check).difference(result.value)
            ?? rangeDifference(expression, result.value, check, storage) ?? pinnedDifference(expression, check, storage)
    }

    /// What is wrong with a failure, which may be put in several ways; nil when it is expected.
    private func unexpected(_ texts: [String], _ check: Script.Check) -> String? {
        guard let expected = check.failure else { return "failed: \(texts[0])" }
        return texts.contains(where: expected.matches) ? nil : "expected a failure \(expected), got \"\(texts[0])\""
    }

    private func evaluate(
        _ expression: Expression,
        _ time: Script.Check.Time,
        _ storage: ScriptStorage
    ) throws(EvaluationError) -> QueryResult {
        switch time {
        case .instant(let time): try evaluator.instantResult(expression, at: time, over: storage)
        case .range(let from, let through, let step):
            try evaluator.rangeResult(expression, from: from, through: through, step: step, over: storage)
        }
    }
}

extension Script.Series {
    /// The samples, the first at 1970.
    fileprivate func samples(every interval: Duration) -> [(Sample, start: Timestamp?)] {
        notation.values.indices.compactMap { index in
            guard let value = notation.values[index] else { return nil }
            let time = Timestamp(millisecondsSince1970: 0) + interval * index
            return (Sample(time, value), starts.isEmpty ? nil : starts[index].map { time + $0 })
        }
    }
}
