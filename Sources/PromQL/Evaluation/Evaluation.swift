internal import Telemetry

/// One query on its way: the series it reads and the samples it holds.
struct Evaluation {
    let settings: Evaluator
    let expression: Expression
    let start: Timestamp
    let end: Timestamp
    let step: Duration
    let loaded: LoadedSelectors
    var held: Int
    private var workUntilLook = 0
    /// What was remarked; nil when nobody wants to know.
    var remarks: Remarks?

    /// How many samples are looked at between two looks whether the evaluation is to end.
    private static let workBetweenLooks = 100_000

    init(
        _ settings: Evaluator,
        _ expression: Expression,
        from start: Timestamp,
        through end: Timestamp,
        step: Duration,
        _ source: some SeriesSource,
        remarks: Bool = false
    ) throws(EvaluationError) {
        // Leaves room for every sum of ranges and offsets in 64 bits of milliseconds.
        for time in [start, end] where time.millisecondsSince1970.magnitude > 9_000_000_000_000_000_000 {
            throw .timeOutOfRange(time)
        }
        self.settings = settings
        self.expression = expression
        self.start = start
        self.end = end
        self.step = step
        loaded = try LoadedSelectors(expression, settings, from: start, through: end, source)
        held = loaded.sampleCount
        self.remarks = remarks ? Remarks(source: expression.source) : nil
    }

    // MARK: - Whole queries

    mutating func instant() throws(EvaluationError) -> QueryValue {
        switch try result(at: moment(start)) {
        case .scalar(let value): return .scalar(value)
        case .string(let text): return .string(text)
        case .vector(let elements): return .vector(try settled(elements))
        case .matrix(let series, let start, let end, let word):
            let found = series.compactMap { one -> SeriesSamples? in
                guard word != nil else { return SeriesSamples(labels: one.labels, samples: Array(one.samples)) }
                let window = RangeWindow(
                    samples: one.samples,
                    starts: [],
                    start: start,
                    end: end,
                    time: self.start,
                    windowExtension: word
                )
                return ExtendedWindow(window).map { SeriesSamples(labels: one.labels, samples: $0.framed) }
            }
            return .matrix(found.sorted { $0.labels < $1.labels })
        }
    }

    /// The value of the whole expression.
    private mutating func result(at moment: Moment) throws(EvaluationError) -> Value {
        // What is the same at every step is evaluated at the first one, be that behind the window: only a subquery that is
        // the whole query shows it, as every function looks at what is in its window.
        guard case .subquery(let subquery) = expression.root.unparenthesized.form, subquery.expression.isStepInvariant
        else { return try evaluate(expression.root, at: moment) }
        return try points(of: subquery, at: moment, evenBehind: true)
    }

    mutating func range() throws(EvaluationError) -> QueryValue {
        let steps = try Steps(&self, from: start, through: end, step: step) {
            evaluation,
            time throws(EvaluationError) in
            try evaluation.settled(
                evaluation.elements(of: evaluation.expression.root, at: evaluation.moment(time))
            )
        }
        return .matrix(steps.series.map { SeriesSamples(labels: $0.0, samples: $0.1) }.sorted { $0.labels < $1.labels })
    }

    /// The elements of a result, without the names that were to go.
    private func settled(_ elements: [VectorElement]) throws(EvaluationError) -> [VectorElement] {
        try (settings.delaysNameRemoval ? elements.map(\.settled) : elements).withUniqueLabels()
    }

    private func moment(_ time: Timestamp) -> Moment { Moment(time: time, start: start, end: end, step: step) }

    mutating func elements(of node: Node, at moment: Moment) throws(EvaluationError) -> [VectorElement] {
        switch try evaluate(node, at: moment) {
        case .scalar(let value): [VectorElement(labels: .empty, value: value)]
        case .vector(let elements): try elements.withUniqueLabels()
        case .matrix, .string: throw .wrongType(node.type)
        }
    }

    /// Counts samples that are held from now on.
    private mutating func hold(_ count: Int) throws(EvaluationError) {
        held += count
        guard held <= settings.sampleLimit else { throw .tooManySamples(limit: settings.sampleLimit) }
    }

    /// Counts samples that are looked at, and ends the evaluation when nobody waits for it any more.
    mutating func work(_ count: Int) throws(EvaluationError) {
        workUntilLook -= count
        guard workUntilLook <= 0 else { return }
        workUntilLook = Self.workBetweenLooks
        if let reason = settings.interruption() { throw reason }
    }

    /// The points that an expression gives at the steps of a window.
    struct Steps {
        var series: [(LabelSet, [Sample])] = []
        /// The places of series whose names are to go at the end.
        private(set) var nameless: Set<Int> = []
        private var places: [LabelSet: Int] = [:]

        init(
            _ evaluation: inout Evaluation,
            from first: Timestamp,
            through last: Timestamp,
            step: Duration,
            _ elements: (inout Evaluation, Timestamp) throws(EvaluationError) -> [VectorElement]
        ) throws(EvaluationError) {
            let length = step.wholeMilliseconds
            var time = first
            while time <= last {
                // Steps without a series cost something, too.
                try evaluation.work(100)
                let found = try elements(&evaluation, time)
                // A step without points counts too, so that an endless row of them ends.
                try evaluation.hold(max(1, found.count))
                for element in found {
                    let sample = Sample(time, element.value)
                    if element.dropsName { nameless.insert(places[element.labels] ?? series.count) }
                    if let place = places[element.labels] {
                        series[place].1.append(sample)
                    } else {
                        places[element.labels] = series.count
                        series.append((element.labels, [sample]))
                    }
                }
                let (next, isTooFar) = time.millisecondsSince1970.addingReportingOverflow(length)
                if isTooFar { break }
                time = Timestamp(millisecondsSince1970: next)
            }
        }
    }

    // MARK: - Nodes

    mutating func evaluate(_ node: Node, at moment: Moment) throws(EvaluationError) -> Value {
        switch node.form {
        case .number(let number): return .scalar(number.value)
        case .string(let text): return .string(text)
        case .selector(let selector):
            try work(loaded.series[selector.index].count)
            if selector.windowExtension == .smoothed { return .vector(smoothed(selector, at: moment)) }
            return .vector(
                newest(selector, at: moment).map { VectorElement(labels: $0.labels, value: $0.sample.value) }
            )
        case .range(let selector, let range):
            try work(loaded.series[selector.index].count)
            return window(selector, range, at: moment)
        case .subquery(let subquery): return try points(of: subquery, at: moment)
        case .parenthesized(let inner): return try evaluate(inner, at: moment)
        case .unary(let sign, let operand): return try unary(sign, operand, at: moment)
        case .binary(let operation): return try binary(operation, node, at: moment)
        case .call(let call): return try self.call(call, node, at: moment)
        case .aggregation(let aggregation): return try self.aggregation(aggregation, at: moment)
        }
    }

    // Each form has a function of its own, which keeps the frames of nested evaluations small.

    private mutating func unary(
        _ sign: UnaryOperator,
        _ operand: Node,
        at moment: Moment
    ) throws(EvaluationError) -> Value {
        let value = try evaluate(operand, at: moment)
        guard sign == .minus else { return value }
        if case .scalar(let number) = value { return .scalar(-number) }
        guard case .vector(let elements) = value else { return value }
        return .vector(
            try elements.map { $0.derived(-$0.value, delayed: settings.delaysNameRemoval) }
                .withUniqueLabels()
        )
    }

    private mutating func binary(
        _ operation: BinaryOperation,
        _ node: Node,
        at moment: Moment
    ) throws(EvaluationError) -> Value {
        // Both sides are always evaluated, so that an error on either shows.
        let left = try evaluate(operation.left, at: moment)
        let right = try evaluate(operation.right, at: moment)
        if remarks != nil, operation.operator.isTrim, operation.hasPairs(left, right) {
            remarks?.add(.incompatibleTypes(operation.operator), about: node)
        }
        return try operation.evaluate(left, right, delayed: settings.delaysNameRemoval)
    }

    private mutating func aggregation(
        _ aggregation: Aggregation,
        at moment: Moment
    ) throws(EvaluationError) -> Value {
        var parameter: Value?
        if let node = aggregation.parameter { parameter = try evaluate(node, at: moment) }
        guard case .vector(let elements) = try evaluate(aggregation.expression, at: moment) else { return .vector([]) }
        if remarks != nil { remark(on: aggregation, parameter) }
        return .vector(try aggregation.evaluate(elements, parameter))
    }
}
