internal import Telemetry

/// One query on its way: the series it reads and the samples it holds.
struct Evaluation {
    let settings: Evaluator
    let expression: Expression
    let start: Timestamp
    let end: Timestamp
    let step: Duration
    private let loaded: LoadedSelectors
    private var held: Int
    private var workUntilLook = 0

    /// How many samples are looked at between two looks whether the evaluation is to end.
    private static let workBetweenLooks = 100_000

    init(
        _ settings: Evaluator,
        _ expression: Expression,
        from start: Timestamp,
        through end: Timestamp,
        step: Duration,
        _ source: some SeriesSource
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
    }

    // MARK: - Whole queries

    mutating func instant() throws(EvaluationError) -> QueryValue {
        switch try result(at: moment(start)) {
        case .scalar(let value): return .scalar(value)
        case .string(let text): return .string(text)
        case .vector(let elements): return .vector(try settled(elements))
        case .matrix(let series, _, _, _):
            let found = series.map { SeriesSamples(labels: $0.labels, samples: Array($0.samples)) }
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

    private mutating func elements(of node: Node, at moment: Moment) throws(EvaluationError) -> [VectorElement] {
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
    private mutating func work(_ count: Int) throws(EvaluationError) {
        workUntilLook -= count
        guard workUntilLook <= 0 else { return }
        workUntilLook = Self.workBetweenLooks
        if let reason = settings.interruption() { throw reason }
    }

    /// The points that an expression gives at the steps of a window.
    private struct Steps {
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
        case .binary(let operation): return try binary(operation, at: moment)
        case .call(let call): return try self.call(call, at: moment)
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

    private mutating func binary(_ operation: BinaryOperation, at moment: Moment) throws(EvaluationError) -> Value {
        // Both sides are always evaluated, so that an error on either shows.
        let left = try evaluate(operation.left, at: moment)
        let right = try evaluate(operation.right, at: moment)
        return try operation.evaluate(left, right, delayed: settings.delaysNameRemoval)
    }

    private mutating func aggregation(
        _ aggregation: Aggregation,
        at moment: Moment
    ) throws(EvaluationError) -> Value {
        var parameter: Value?
        if let node = aggregation.parameter { parameter = try evaluate(node, at: moment) }
        guard case .vector(let elements) = try evaluate(aggregation.expression, at: moment) else { return .vector([]) }
        return .vector(try aggregation.evaluate(elements, parameter))
    }

    private func newest(_ selector: Selector, at moment: Moment) -> [(labels: LabelSet, sample: Sample)] {
        let time = selector.shift.moved(moment.time, start: moment.start, end: moment.end)
        let oldest = settings.boundary.lastExcluded(before: time - settings.lookback)
        return loaded.series[selector.index].compactMap { series in
            let next = series.samples.firstIndex(after: time)
            guard next > 0 else { return nil }
            let sample = series.samples[next - 1]
            guard sample.timestamp > oldest, !sample.value.isStaleMarker else { return nil }
            return (series.labels, sample)
        }
    }

    /// The values at the evaluation time between the samples before and after it; with none after it, the newest.
    private func smoothed(_ selector: Selector, at moment: Moment) -> [VectorElement] {
        let time = selector.shift.moved(moment.time, start: moment.start, end: moment.end)
        let oldest = settings.boundary.lastExcluded(before: time - settings.lookback)
        return loaded.series[selector.index].compactMap { series in
            let next = series.samples.firstIndex(after: time)
            guard next > 0, series.samples[next - 1].timestamp > oldest else { return nil }
            let before = series.samples[next - 1]
            guard before.timestamp < time, next < series.samples.count,
                series.samples[next].timestamp <= time + settings.lookback
            else { return VectorElement(labels: series.labels, value: before.value) }
            let value = ExtendedWindow.interpolated(before, series.samples[next], at: time, false)
            return VectorElement(labels: series.labels, value: value)
        }
    }

    private func window(_ selector: Selector, _ range: Duration, at moment: Moment) -> Value {
        let end = selector.shift.moved(moment.time, start: moment.start, end: moment.end)
        let start = end - range
        let word = selector.windowExtension
        let oldest = word == nil ? start : start - settings.lookback
        let after = settings.boundary.lastExcluded(before: oldest)
        let through = word == .smoothed ? end + settings.lookback : end
        let series = loaded.series[selector.index].compactMap { series -> RangeSeries? in
            let samples = series.samples.window(after: after, through: through)
            return samples.isEmpty ? nil : RangeSeries(labels: series.labels, samples: samples)
        }
        return .matrix(series, start: start, end: end, word)
    }

    /// - Parameter evenBehind: whether the first step counts where it is later than the window's end.
    private mutating func points(
        of subquery: Subquery,
        at moment: Moment,
        evenBehind: Bool = false
    ) throws(EvaluationError) -> Value {
        let end = subquery.shift.moved(moment.time, start: moment.start, end: moment.end)
        let start = end - subquery.range
        let step = subquery.step ?? settings.subqueryStep
        let length = max(1, step.wholeMilliseconds)
        // The first multiple of the step in the window.
        let after = settings.boundary.lastExcluded(before: start).millisecondsSince1970
        let remainder = after % length
        let below = after - (remainder < 0 ? remainder + length : remainder)
        let first = Timestamp(millisecondsSince1970: below + length)
        let before = held
        let last = evenBehind ? max(first, end) : end
        let steps = try Steps(&self, from: first, through: last, step: .milliseconds(length)) {
            evaluation,
            time throws(EvaluationError) in
            var inner = moment
            inner.time = time
            return try evaluation.elements(of: subquery.expression, at: inner)
        }
        held = before
        let series = steps.series.enumerated().map {
            RangeSeries(labels: $1.0, samples: $1.1[...], dropsName: steps.nameless.contains($0))
        }
        return .matrix(series, start: start, end: end, nil)
    }

    // MARK: - Calls

    private mutating func call(_ call: FunctionCall, at moment: Moment) throws(EvaluationError) -> Value {
        if case .timestamp = call.function.body { return try timestamps(call, at: moment) }
        var arguments: [Value] = []
        for node in call.arguments { arguments.append(try evaluate(node, at: moment)) }
        let scalars = arguments.compactMap { argument -> Double? in
            if case .scalar(let value) = argument { value } else { nil }
        }
        switch call.function.body {
        case .overTime(let keepsName, let value):
            for case .matrix(let series, let start, let end, let word) in arguments {
                var elements: [VectorElement] = []
                for one in series {
                    try work(one.samples.count)
                    let window = RangeWindow(
                        samples: one.samples,
                        start: start,
                        end: end,
                        time: moment.time,
                        windowExtension: word
                    )
                    guard let value = value(window, scalars) else { continue }
                    var element = VectorElement(labels: one.labels, value: value)
                    element.dropsName = one.dropsName
                    elements.append(keepsName ? element : element.derived(value, delayed: settings.delaysNameRemoval))
                }
                return .vector(try elements.withUniqueLabels())
            }
            return .vector([])
        case .value(let value):
            guard case .vector(let elements) = arguments.first else { return .vector([]) }
            return .vector(
                try elements.compactMap { element in
                    value(element.value, scalars).map { element.derived($0, delayed: settings.delaysNameRemoval) }
                }
                .withUniqueLabels()
            )
        case .whole(let body):
            return try body(Invocation(nodes: call.arguments, arguments: arguments, moment: moment))
        case .timestamp: return .vector([])
        }
    }

    /// The times of the samples of a plain selector; for anything else the evaluation time.
    private mutating func timestamps(_ call: FunctionCall, at moment: Moment) throws(EvaluationError) -> Value {
        guard let argument = call.arguments.first else { return .vector([]) }
        let elements: [VectorElement]
        if case .selector(let selector) = argument.unparenthesized.form {
            elements = newest(selector, at: moment).map {
                VectorElement(
                    labels: $0.labels.withoutMetricIdentity,
                    value: $0.sample.timestamp.secondsSince1970
                )
            }
        } else {
            guard case .vector(let found) = try evaluate(argument, at: moment) else { return .vector([]) }
            elements = found.map {
                VectorElement(labels: $0.labels.withoutMetricIdentity, value: moment.time.secondsSince1970)
            }
        }
        return .vector(try elements.withUniqueLabels())
    }
}

extension [VectorElement] {
    /// The elements, when no two have the same labels.
    func withUniqueLabels() throws(EvaluationError) -> [VectorElement] {
        guard count > 1 else { return self }
        // Places of elements by hash, each in the first free place from there on: a set costs several times as much.
        var size = 4
        while size < 2 * count { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (index, element) in enumerated() {
            var place = element.labels.precomputedHash & (size - 1)
            while table[place] >= 0 {
                if self[Int(table[place])].labels == element.labels { throw .duplicateLabels(element.labels) }
                place = (place + 1) & (size - 1)
            }
            table[place] = Int32(truncatingIfNeeded: index)
        }
        return self
    }
}
