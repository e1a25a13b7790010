internal import Telemetry

/// Compares what a script expects with what was found.
struct Comparison {
    let check: Script.Check

    /// Says what differs; nil when nothing does.
    func difference(_ value: QueryValue) -> String? {
        switch value {
        case .scalar(let number):
            guard let expected = check.scalar else { return "expected \(wanted), got the scalar \(number)" }
            return Self.isNear(expected, number) ? nil : "expected \(expected), got \(number)"
        case .string(let text):
            guard let expected = check.text else { return "expected \(wanted), got the string \(text)" }
            return expected == text ? nil : "expected \"\(expected)\", got \"\(text)\""
        case .vector(let elements):
            guard check.scalar == nil, check.text == nil else { return "expected \(wanted), got \(elements)" }
            var expected: [(LabelSet, Double)] = []
            for series in check.series {
                guard series.values.count == 1, let value = series.values[0] else {
                    return "expected \(series.values.count) values of \(series.labels): an instant query gives one"
                }
                expected.append((series.labels, value))
            }
            return Self.difference(expected: expected, found: elements, isOrdered: check.isOrdered)
        case .matrix(let series): return matrixDifference(series)
        }
    }

    private var wanted: String {
        if let scalar = check.scalar { return "the scalar \(scalar)" }
        return check.text.map { "the string \($0)" } ?? "\(check.series.count) series"
    }

    private func matrixDifference(_ found: [SeriesSamples]) -> String? {
        let start: Timestamp
        let step: Duration
        switch (check.time, check.points) {
        case (.range(let from, _, let length), _): (start, step) = (from, length)
        case (.instant, let points?): (start, step) = points
        case (.instant, nil): return "got a range vector: say its times with expect range vector"
        }
        var rest = Dictionary(found.map { ($0.labels, $0.samples) }) { first, _ in first }
        var expected = check.series.map { ($0.labels, $0.values) }
        if let scalar = check.scalar { expected.append((.empty, [scalar])) }
        for (labels, values) in expected {
            let samples = zip(0..., values).compactMap { index, value in
                value.map { Sample(start + step * index, $0) }
            }
            let got = rest.removeValue(forKey: labels) ?? []
            let isSame =
                got.count == samples.count
                && zip(got, samples).allSatisfy { $0.timestamp == $1.timestamp && Self.isNear($1.value, $0.value) }
            if !isSame { return "expected \(labels) \(Self.text(samples)), got \(Self.text(got))" }
        }
        return rest.first.map { "got \($0.key) \(Self.text($0.value)), which is not expected" }
    }

    private static func text(_ samples: [Sample]) -> String {
        let points = samples.map {
            "\(DecimalText.plain($0.value)) at \(DecimalText.plain($0.timestamp.secondsSince1970)) s"
        }
        return "[" + points.joined(separator: ", ") + "]"
    }

    static func difference(
        expected: [(LabelSet, Double)],
        found: [VectorElement],
        isOrdered: Bool
    ) -> String? {
        var rest = Dictionary(found.map { ($0.labels, $0.value) }) { first, _ in first }
        for (labels, value) in expected {
            guard let got = rest.removeValue(forKey: labels) else { return "no element \(labels)" }
            guard isNear(value, got) else { return "expected \(labels) \(value), got \(got)" }
        }
        if let more = rest.first { return "got \(more.key) \(more.value), which is not expected" }
        if isOrdered, expected.map(\.0) != found.map(\.labels) {
            return "expected the order \(expected.map(\.0)), got \(found.map(\.labels))"
        }
        return nil
    }

    /// Whether two numbers differ by no more than a millionth.
    static func isNear(_ expected: Double, _ found: Double) -> Bool {
        if expected.isNaN || found.isNaN { return expected.isNaN && found.isNaN }
        if expected == found { return true }
        guard expected.isFinite, found.isFinite else { return false }
        let difference = abs(expected - found)
        let size = abs(expected) + abs(found)
        return size < 2.3e-308 ? difference < 1e-6 * 2.3e-308 : difference / min(size, .greatestFiniteMagnitude) < 1e-6
    }
}
