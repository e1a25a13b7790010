internal import Telemetry

// What Prometheus' own tests do with each instant evaluation (`promql/promqltest/test.go`, `runInstantQuery`,
// `atModifierTestCases`).

extension ScriptRunner {
    /// What differs when the same time is the middle of a range.
    func rangeDifference(
        _ expression: Expression,
        _ value: QueryValue,
        _ check: Script.Check,
        _ storage: ScriptStorage
    ) -> String? {
        guard case .instant(let time) = check.time, !expression.root.dependsOnQuery else { return nil }
        let elements: [VectorElement]
        switch value {
        case .scalar(let number): elements = [VectorElement(labels: .empty, value: number)]
        case .vector(let found): elements = found
        case .matrix, .string: return nil
        }
        let minute = Duration.seconds(60)
        do {
            let range = try evaluator.range(
                expression,
                from: time - minute,
                through: time + minute,
                step: minute,
                over: storage
            )
            guard case .matrix(let series) = range else { return "as a range it gives no matrix" }
            let middle = series.compactMap { one in
                one.samples.first { $0.timestamp == time }.map { VectorElement(labels: one.labels, value: $0.value) }
            }
            let difference = Comparison.difference(
                expected: elements.map { ($0.labels, $0.value) },
                found: middle,
                isOrdered: false
            )
            return difference.map { "in the middle of a range: \($0)" }
        } catch {
            return "in the middle of a range it failed: \(error)"
        }
    }

    /// What differs when the evaluation takes place at other times, all that it reads fixed to its own.
    func pinnedDifference(_ expression: Expression, _ check: Script.Check, _ storage: ScriptStorage) -> String? {
        guard case .instant(let time) = check.time, !expression.root.dependsOnQuery, !expression.root.looksAtTime else {
            return nil
        }
        let text = Printer.text(of: expression.root.pinned(to: time))
        let milliseconds = time.millisecondsSince1970
        let others =
            milliseconds == 0 ? [-1_000, 1_000] : [-10 * milliseconds, 0, milliseconds / 5, 10 * milliseconds]
        for other in others.map(Timestamp.init(millisecondsSince1970:)) {
            do {
                let value = try evaluator.instant(Expression(parsing: text), at: other, over: storage)
                guard let difference = Comparison(check: check).difference(value) else { continue }
                return "\(text) at \(DecimalText.plain(other.secondsSince1970)) s: \(difference)"
            } catch {
                return "\(text) at \(DecimalText.plain(other.secondsSince1970)) s: it failed: \(error)"
            }
        }
        return nil
    }
}

extension Node {
    /// Whether the value may depend on where a query starts and ends.
    fileprivate var dependsOnQuery: Bool {
        switch form {
        case _ where hasFormulas: true
        case .call(let call) where ["start", "end", "range", "step"].contains(call.function.name): true
        case .selector(let selector), .range(let selector, _): selector.shift.dependsOnQuery
        case .subquery(let subquery): subquery.shift.dependsOnQuery || subquery.expression.dependsOnQuery
        default: children.contains { $0.dependsOnQuery }
        }
    }
}

extension TimeShift {
    fileprivate var dependsOnQuery: Bool { anchor == .start || anchor == .end }
}

extension Node {
    /// The node with all that it reads fixed to a time; within a subquery that is the subquery.
    fileprivate func pinned(to time: Timestamp) -> Node {
        switch form {
        case .selector(var selector):
            selector.shift.anchor = selector.shift.anchor ?? .time(time)
            return Node(.selector(selector), at: range)
        case .range(var selector, let window):
            selector.shift.anchor = selector.shift.anchor ?? .time(time)
            return Node(.range(selector, window), at: range)
        case .subquery(var subquery):
            subquery.shift.anchor = subquery.shift.anchor ?? .time(time)
            return Node(.subquery(subquery), at: range)
        default: return Node(form.replacingChildren { $0.pinned(to: time) }, at: range)
        }
    }
}
