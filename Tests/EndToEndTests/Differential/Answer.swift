import PromQL
import Telemetry

/// What an engine makes of an expression, in a form that can be compared.
enum Answer {
    case failure(String)
    case value(kind: String, [LabelSet: [Sample]])

    // MARK: - Ours

    init(_ text: String, _ time: QueryTime, by evaluator: Evaluator, over source: ScriptStorage) {
        do {
            let expression = try Expression(parsing: text)
            let value =
                switch time {
                case .instant(let time): try evaluator.instant(expression, at: time, over: source)
                case .range(let from, let through, let step):
                    try evaluator.range(expression, from: from, through: through, step: step, over: source)
                }
            self.init(value, at: time)
        } catch let error as ParseError {
            self = .failure(error.message)
        } catch {
            self = .failure("\(error)")
        }
    }

    private init(_ value: QueryValue, at time: QueryTime) {
        let now = time.start
        self =
            switch value {
            case .scalar(let number): .value(kind: "scalar", [.empty: [Sample(now, number)]])
            case .string: .value(kind: "string", [:])
            case .vector(let elements):
                .value(
                    kind: "vector",
                    Dictionary(elements.map { ($0.labels, [Sample(now, $0.value)]) }) { first, _ in first }
                )
            case .matrix(let series):
                .value(kind: "matrix", Dictionary(series.map { ($0.labels, $0.samples) }) { first, _ in first })
            }
    }

    // MARK: - Prometheus'

    /// An answer of its query API.
    struct Body: Decodable {
        struct Outcome: Decodable {
            let resultType: String
            let result: Result
        }

        enum Result: Decodable {
            case points([Series])
            case point(Point)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let series = try? container.decode([Series].self) {
                    self = .points(series)
                } else {
                    self = .point(try container.decode(Point.self))
                }
            }
        }

        struct Series: Decodable {
            let metric: [String: String]
            let value: Point?
            let values: [Point]?
        }

        struct Point: Decodable {
            let sample: Sample

            init(from decoder: any Decoder) throws {
                var parts = try decoder.unkeyedContainer()
                let seconds = try parts.decode(Double.self)
                let value = Double(try parts.decode(String.self)) ?? .nan
                sample = Sample(Timestamp(millisecondsSince1970: Int64((seconds * 1_000).rounded())), value)
            }
        }

        let status: String
        let error: String?
        let data: Outcome?
    }

    init(_ body: Body) {
        guard let data = body.data else {
            self = .failure(body.error ?? body.status)
            return
        }
        switch data.result {
        case .point(let point): self = .value(kind: data.resultType, [.empty: [point.sample]])
        case .points(let series):
            let all = series.map { one in
                let points = one.values ?? one.value.map { [$0] } ?? []
                return (LabelSet(values: one.metric), points.map(\.sample))
            }
            self = .value(kind: data.resultType, Dictionary(all) { first, _ in first })
        }
    }

    /// Why there is no value; nil when there is one.
    var failure: String? {
        if case .failure(let text) = self { text } else { nil }
    }

    // MARK: - Comparing

    /// What differs from another one; nil when nothing does.
    ///
    /// - Parameters:
    ///   - scale: the largest magnitude of what went in: what an ill-conditioned function makes of it is judged by that.
    ///   - ignoresLabels: compares the values alone, as a set: of equal values any may have been chosen.
    func difference(from other: Answer, scale: Double, ignoresLabels: Bool) -> String? {
        switch (self, other) {
        case (.failure, .failure): return nil
        case (.failure(let text), .value): return "fails here: \(text)"
        case (.value, .failure(let text)): return "fails there: \(text)"
        case (.value(let kind, let mine), .value(let otherKind, let theirs)):
            if kind != otherKind { return "\(kind) here, \(otherKind) there" }
            if ignoresLabels { return Self.difference(of: mine, from: theirs, scale) }
            if Set(mine.keys) != Set(theirs.keys) {
                return "series here \(mine.keys.sorted()), there \(theirs.keys.sorted())"
            }
            for (labels, samples) in mine {
                if let found = Self.difference(of: samples, from: theirs[labels] ?? [], scale) {
                    return "\(labels): \(found)"
                }
            }
            return nil
        }
    }

    private static func difference(of mine: [LabelSet: [Sample]], from theirs: [LabelSet: [Sample]], _ scale: Double)
        -> String?
    {
        func values(_ all: [LabelSet: [Sample]]) -> [Sample] {
            all.values.joined().sorted { ($0.timestamp, $0.value.orderedBits) < ($1.timestamp, $1.value.orderedBits) }
        }
        return difference(of: values(mine), from: values(theirs), scale)
    }

    private static func difference(of mine: [Sample], from theirs: [Sample], _ scale: Double) -> String? {
        if mine.map(\.timestamp) != theirs.map(\.timestamp) {
            return "\(mine.count) points here, \(theirs.count) there"
        }
        for (one, other) in zip(mine, theirs) where !isSame(one.value, other.value, scale) {
            return "\(one.value) here, \(other.value) there, at \(one.timestamp.millisecondsSince1970)"
        }
        return nil
    }

    private static func isSame(_ one: Double, _ other: Double, _ scale: Double) -> Bool {
        if one == other || one.isNaN && other.isNaN { return true }
        let distance = (one - other).magnitude
        return distance <= 1e-9 * max(one.magnitude, other.magnitude) || distance <= 1e-12 * scale
    }
}

/// When an expression is evaluated.
enum QueryTime {
    case instant(Timestamp)
    case range(Timestamp, through: Timestamp, step: Duration)

    var start: Timestamp {
        switch self {
        case .instant(let time), .range(let time, _, _): time
        }
    }
}

extension Double {
    /// Orders like the numbers, NaN first.
    fileprivate var orderedBits: Double { isNaN ? -.infinity : self }
}
