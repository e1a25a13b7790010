import Foundation
import PromQL
import Synchronization
import Telemetry
import Testing

struct EvaluatorTests {
    private func storage(_ lines: String..., interval: Duration = .seconds(60)) throws -> ScriptStorage {
        var storage = ScriptStorage()
        for line in lines {
            let notation = try SeriesNotation(parsing: line)
            let samples = zip(0..., notation.values).compactMap { index, value in
                value.map { Sample(at(0) + interval * index, $0) }
            }
            storage.add(samples, to: notation.labels)
        }
        return storage
    }

    private func at(_ seconds: Int64) -> Timestamp { Timestamp(millisecondsSince1970: seconds * 1_000) }

    @Test func `the history of snapshots and rules is a source`() throws {
        var history = History(retention: .seconds(3_600))
        history.record(
            [(["__name__": "up", "s": "a"], 1), (["__name__": "up", "s": "b"], 0)],
            from: .init("r"),
            at: at(0)
        )
        history.record([(["__name__": "up", "s": "a"], 1)], from: .init("r"), at: at(10))
        let evaluator = Evaluator()
        let all = try evaluator.instant(Expression(parsing: "up"), at: at(5), over: history)
        #expect(
            all
                == .vector([
                    VectorElement(labels: ["__name__": "up", "s": "a"], value: 1),
                    VectorElement(labels: ["__name__": "up", "s": "b"], value: 0),
                ])
        )
        let one = try evaluator.instant(Expression(parsing: #"{__name__=~"u.", s=~"a|b"}"#), at: at(10), over: history)
        #expect(one == .vector([VectorElement(labels: ["__name__": "up", "s": "a"], value: 1)]))
    }

    @Test func `a selector's samples are asked for once, with matchers and one window`() throws {
        let source = RecordingSource()
        let expression = try Expression(parsing: #"rate(a{x="1"}[5m] offset 1m) + max_over_time(b[10m:1m]) + c @ 50"#)
        _ = try Evaluator().range(expression, from: at(6_000), through: at(9_000), step: .seconds(60), over: source)
        #expect(
            source.asked.withLock { $0 } == [
                #"__name__="a",x="1" (5640, 8940]"#, #"__name__="b" (5100, 9000]"#, #"__name__="c" (-250, 50]"#,
            ]
        )
    }

    @Test func `a duplicate names the group and both series`() throws {
        let source = try storage(#"a{s="1"} 1"#, #"b{s="1",t="1"} 1"#, #"b{s="1",t="2"} 1"#)
        let error = #expect(throws: EvaluationError.self) {
            try Evaluator().instant(Expression(parsing: "a * on(s) b"), at: at(0), over: source)
        }
        #expect(
            error
                == .duplicateMatch(
                    side: .right,
                    group: ["s": "1"],
                    first: ["__name__": "b", "s": "1", "t": "2"],
                    second: ["__name__": "b", "s": "1", "t": "1"]
                )
        )
    }

    @Test func `more samples than the limit is an error`() throws {
        let source = try storage("x 1x99")
        let evaluator = Evaluator(sampleLimit: 100)
        let whole = try Expression(parsing: "count_over_time(x[2h])")
        #expect(
            try evaluator.instant(whole, at: at(5_940), over: source)
                == .vector([VectorElement(labels: .empty, value: 100)])
        )
        let twice = try Expression(parsing: "count_over_time(x[2h]) + count_over_time(x[2h])")
        #expect(throws: EvaluationError.tooManySamples(limit: 100)) {
            try evaluator.instant(twice, at: at(5_940), over: source)
        }
        let fine = try Expression(parsing: "sum_over_time(vector(1)[1h:1s])")
        #expect(throws: EvaluationError.tooManySamples(limit: 100)) {
            try evaluator.instant(fine, at: at(5_940), over: source)
        }
    }

    @Test func `endlessly many steps without a point are an error, not a hang`() throws {
        let expression = try Expression(parsing: "absent_over_time(nothing[100y:1ms])")
        #expect(throws: EvaluationError.tooManySamples(limit: 1_000)) {
            try Evaluator(sampleLimit: 1_000).instant(expression, at: at(0), over: ScriptStorage())
        }
        let far = Timestamp(millisecondsSince1970: 8_000_000_000_000_000_000)
        let number = try Expression(parsing: "1")
        let value = try Evaluator().range(
            number,
            from: far,
            through: far,
            step: .milliseconds(5_000_000_000_000_000_000),
            over: ScriptStorage()
        )
        #expect(value == .matrix([SeriesSamples(labels: .empty, samples: [Sample(far, 1)])]))
    }

    @Test(arguments: [
        ("(x @ 60)[5s:1m]", [Sample(Timestamp(millisecondsSince1970: 120_000), 1)]),
        ("vector(7)[5s:1m]", [Sample(Timestamp(millisecondsSince1970: 120_000), 7)]),
        ("((x @ 60)[5s:1m] @ 30)", [Sample(Timestamp(millisecondsSince1970: 60_000), 1)]),
        ("x[5s:1m]", []), ("timestamp(x @ 60)[5s:1m]", []),
    ])
    func `what is the same at every step is evaluated at the first one, even behind its window`(
        text: String,
        points: [Sample]
    ) throws {
        let source = try storage("x 0 1 2 3")
        let value = try Evaluator().instant(Expression(parsing: text), at: at(90), over: source)
        guard case .matrix(let series) = value else {
            Issue.record("\(value)")
            return
        }
        #expect(series.flatMap(\.samples) == points)
        let inWindow = try Expression(parsing: "count_over_time(\(text))")
        #expect(try Evaluator().instant(inWindow, at: at(90), over: source) == .vector([]))
    }

    @Test func `an evaluation is ended within a step`() throws {
        let source = ManySamples()
        let expression = try Expression(parsing: "sum_over_time(x[2d])")
        let looks = Mutex(0)
        // The first look comes when the selector was read, the second with the only step.
        let evaluator = Evaluator(interruption: {
            looks.withLock { looks in
                looks += 1
                return looks > 2 ? .timedOut : nil
            }
        })
        #expect(throws: EvaluationError.timedOut) {
            try evaluator.instant(expression, at: at(99_999), over: source)
        }
        let cancelled = Evaluator(interruption: { .cancelled })
        #expect(throws: EvaluationError.cancelled) {
            try cancelled.instant(Expression(parsing: "vector(1)[1h:1s]"), at: at(0), over: source)
        }
    }

    @Test func `a range query refuses what has no value at a step`() throws {
        let source = try storage("x 1")
        for (text, type) in [("x[5m]", ValueType.matrix), ("'text'", .string)] {
            let expression = try Expression(parsing: text)
            let error = #expect(throws: EvaluationError.self) {
                try Evaluator().range(expression, from: at(0), through: at(1), step: .seconds(1), over: source)
            }
            #expect(error == .wrongType(type))
        }
        let expression = try Expression(parsing: "x")
        #expect(throws: EvaluationError.invalidStep(.zero)) {
            try Evaluator().range(expression, from: at(0), through: at(1), step: .zero, over: source)
        }
        #expect(
            EvaluationError.wrongType(.matrix).description
                == #"invalid expression type "range vector" for range query, must be Scalar or instant Vector"#
        )
    }

    @Test func `a time too far away is an error, not a trap`() throws {
        let expression = try Expression(parsing: "x[100y] offset 100y")
        for far in [Int64.max, .min] {
            let time = Timestamp(millisecondsSince1970: far)
            #expect(throws: EvaluationError.timeOutOfRange(time)) {
                try Evaluator().instant(expression, at: time, over: ScriptStorage())
            }
        }
    }

    @Test func `an expression at the limit of nesting fits half a thread's stack`() throws {
        let source = try storage("x 1")
        let result = Mutex<QueryValue?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let text = String(repeating: "-(", count: 99) + "x" + String(repeating: ")", count: 99)
            let value = try? Evaluator().instant(
                Expression(parsing: text),
                at: Timestamp(millisecondsSince1970: 0),
                over: source
            )
            result.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
        done.wait()
        #expect(result.withLock { $0 } == .vector([VectorElement(labels: .empty, value: -1)]))
    }

    @Test func `series that never stand side by side may share their labels`() throws {
        let source = try storage("a 1 stale", "b _ 2")
        let expression = try Expression(parsing: #"-{__name__=~"a|b"}"#)
        let value = try Evaluator().range(expression, from: at(0), through: at(60), step: .seconds(60), over: source)
        #expect(value == .matrix([SeriesSamples(labels: .empty, samples: [Sample(at(0), -1), Sample(at(60), -2)])]))
    }

    @Test(arguments: [
        (1.0, "1"), (-0.5, "-0.5"), (1e21, "1000000000000000000000"), (1.5e-7, "0.00000015"),
        (123_456.789, "123456.789"),
        (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (0, "0"), (1e16, "10000000000000000"),
    ])
    func `a number is written in plain decimals`(_ value: Double, _ text: String) {
        #expect(DecimalText.plain(value) == text)
    }
}

/// Two series with a sample at each of the first 100,000 seconds.
private struct ManySamples: SeriesSource {
    func select(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        let samples = (0..<100_000).map { Sample(Timestamp(millisecondsSince1970: $0 * 1_000), 1) }
        return ["1", "2"].map { SeriesSamples(labels: ["__name__": "x", "s": $0], samples: samples) }
    }
}

/// Has no series, and writes down what it is asked for.
private final class RecordingSource: SeriesSource {
    let asked = Mutex<[String]>([])

    func select(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        let tests = matchers.map { "\($0.label)\($0.operation.rawValue)\"\($0.value)\"" }.joined(separator: ",")
        let window = "(\(after.millisecondsSince1970 / 1_000), \(through.millisecondsSince1970 / 1_000)]"
        asked.withLock { $0.append("\(tests) \(window)") }
        return []
    }
}
