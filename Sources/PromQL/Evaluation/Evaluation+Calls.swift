internal import Telemetry

extension Evaluation {
    mutating func call(_ call: FunctionCall, _ node: Node, at moment: Moment) throws(EvaluationError) -> Value {
        if remarks != nil { remark(onSort: call, node) }
        if case .sampleTime(let wanted) = call.function.body { return try times(wanted, of: call, at: moment) }
        if case .info = call.function.body { return try info(call, at: moment) }
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
                        starts: one.starts,
                        start: start,
                        end: end,
                        time: moment.time,
                        windowExtension: word
                    )
                    let found = value(window, scalars)
                    if remarks != nil {
                        remark(on: call, scalars, series: one.labels, hasValue: found != nil)
                    }
                    guard let value = found else { continue }
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
            var invocation = Invocation(
                nodes: call.arguments,
                arguments: arguments,
                moment: moment,
                delaysNameRemoval: settings.delaysNameRemoval,
                remarks: remarks
            )
            defer { remarks = invocation.remarks }
            return try body(&invocation)
        case .sampleTime, .info: return .vector([])
        }
    }

    /// The times of the samples of a plain selector; for anything else the evaluation time, and no starts.
    private mutating func times(
        _ wanted: Function.SampleTime,
        of call: FunctionCall,
        at moment: Moment
    ) throws(EvaluationError) -> Value {
        guard let argument = call.arguments.first else { return .vector([]) }
        let delayed = settings.delaysNameRemoval
        var elements: [VectorElement] = []
        if case .selector(let selector) = argument.unparenthesized.form {
            for (labels, sample, start, knowsStarts) in newest(selector, at: moment) {
                let element = VectorElement(labels: labels, value: 0)
                switch wanted {
                case .taken:
                    elements.append(element.derived(sample.timestamp.secondsSince1970, delayed: delayed))
                case .start where knowsStarts:
                    elements.append(element.derived(start?.secondsSince1970 ?? 0, delayed: delayed))
                case .start: break
                }
            }
        } else if case .vector(let found) = try evaluate(argument, at: moment), case .taken = wanted {
            elements = found.map { $0.derived(moment.time.secondsSince1970, delayed: delayed) }
        }
        return .vector(try elements.withUniqueLabels())
    }
}
