import Telemetry
import Testing

struct HistoryTests {
    private let family = MetricFamily("up", .gauge, "Up.")
    private let other = MetricFamily("down", .gauge, "Down.")

    private func at(_ seconds: Int64) -> Timestamp { Timestamp(millisecondsSince1970: seconds * 1_000) }

    /// Time and value of each sample, `end` for the stale marker.
    private func samples(_ history: History, _ labels: LabelSet, after: Int64, through: Int64) -> [String] {
        let identity = labels.setting(LabelSet.metricName, to: "up")
        let found = history.select(name: "up", where: { $0 == identity }, after: at(after), through: at(through))
        return (found.first?.samples ?? []).map { sample in
            "\(Int(sample.timestamp.secondsSince1970)) \(sample.value.isStaleMarker ? "end" : "\(Int(sample.value))")"
        }
    }

    private func record(
        _ history: inout History,
        _ assembler: inout SnapshotAssembler,
        _ time: Int64,
        _ values: [String: Double]
    ) {
        history.record(
            assembler.assemble(at: at(time)) { draft in
                for (server, value) in values.sorted(by: { $0.key < $1.key }) {
                    draft.set(family, ["s": server], value)
                }
            }
        )
    }

    @Test func `a window is open at its start and closed at its end`() {
        var history = History(retention: .seconds(3_600))
        var assembler = SnapshotAssembler()
        for time in [10, 20, 30, 40] as [Int64] { record(&history, &assembler, time, ["a": Double(time)]) }
        #expect(samples(history, ["s": "a"], after: 10, through: 30) == ["20 20", "30 30"])
        #expect(samples(history, ["s": "a"], after: 40, through: 99) == [])
        #expect(samples(history, ["s": "a"], after: 99, through: 10) == [])
        #expect(history.size.series == 1)
        #expect(history.size.samples == 4)
    }

    @Test func `a series that a snapshot no longer has ends there, once, and may come back`() {
        var history = History(retention: .seconds(3_600))
        var assembler = SnapshotAssembler()
        record(&history, &assembler, 10, ["a": 1, "b": 2])
        record(&history, &assembler, 20, ["b": 2])
        record(&history, &assembler, 30, ["b": 2])
        record(&history, &assembler, 40, ["a": 3, "b": 2])
        #expect(samples(history, ["s": "a"], after: 0, through: 99) == ["10 1", "20 end", "40 3"])
        #expect(samples(history, ["s": "b"], after: 0, through: 99) == ["10 2", "20 2", "30 2", "40 2"])
    }

    @Test func `what a rule group wrote ends with its own next writing, not with a snapshot`() {
        var history = History(retention: .seconds(3_600))
        var assembler = SnapshotAssembler()
        let rules = History.Source("rules")
        let identity: LabelSet = [LabelSet.metricName: "up", "s": "rule"]
        history.record([(identity, 1)], from: rules, at: at(10))
        record(&history, &assembler, 20, ["a": 1])
        #expect(samples(history, ["s": "rule"], after: 0, through: 99) == ["10 1"])
        history.record([], from: rules, at: at(30))
        history.record([], from: rules, at: at(40))
        #expect(samples(history, ["s": "rule"], after: 0, through: 99) == ["10 1", "30 end"])
    }

    @Test func `of two columns of the same time the later written one stands`() {
        var history = History(retention: .seconds(3_600))
        var assembler = SnapshotAssembler()
        record(&history, &assembler, 10, ["a": 1])
        record(&history, &assembler, 10, ["a": 2])
        #expect(samples(history, ["s": "a"], after: 0, through: 99) == ["10 2"])
        record(&history, &assembler, 10, ["b": 1])
        #expect(samples(history, ["s": "a"], after: 0, through: 99) == ["10 end"])
    }

    @Test func `the end that one source wrote does not hide the value of another`() {
        let identity: LabelSet = [LabelSet.metricName: "up", "s": "a"]
        for isEndFirst in [true, false] {
            var history = History(retention: .seconds(3_600))
            history.record([(identity, 1)], from: History.Source("one"), at: at(10))
            if isEndFirst { history.record([], from: History.Source("one"), at: at(20)) }
            history.record([(identity, 2)], from: History.Source("two"), at: at(20))
            if !isEndFirst { history.record([], from: History.Source("one"), at: at(20)) }
            #expect(samples(history, ["s": "a"], after: 0, through: 99) == ["10 1", "20 2"])
        }
    }

    @Test func `a late column is put where its time belongs`() {
        var history = History(retention: .seconds(3_600))
        var assembler = SnapshotAssembler()
        for time in [10, 30, 20] as [Int64] { record(&history, &assembler, time, ["a": Double(time)]) }
        #expect(samples(history, ["s": "a"], after: 0, through: 99) == ["10 10", "20 20", "30 30"])
    }

    @Test func `samples older than the retention go, and a reader's version keeps its own`() {
        var history = History(retention: .seconds(100))
        var assembler = SnapshotAssembler()
        for time in stride(from: 0, through: 100, by: 10) { record(&history, &assembler, Int64(time), ["a": 1]) }
        let version = history
        for time in stride(from: 110, through: 1_000, by: 10) { record(&history, &assembler, Int64(time), ["a": 1]) }
        #expect(history.size.samples >= 11)
        #expect(history.size.samples <= 14)
        #expect(version.size.samples == 11)
        #expect(samples(history, ["s": "a"], after: 899, through: 1_000).count == 11)
    }

    @Test func `series that came and went are forgotten with their samples, and may come back`() {
        var history = History(retention: .seconds(100))
        var assembler = SnapshotAssembler()
        for time in 0..<1_000 as Range<Int64> {
            record(&history, &assembler, time, ["stays": 1, "name-\(time)": Double(time)])
        }
        #expect(history.size.series <= 130)
        #expect(samples(history, ["s": "name-5"], after: -1, through: 1_000) == [])
        #expect(samples(history, ["s": "name-990"], after: 0, through: 1_000) == ["990 990", "991 end"])
        #expect(samples(history, ["s": "stays"], after: 949, through: 999).count == 50)
        record(&history, &assembler, 1_000, ["stays": 1, "name-5": 7])
        #expect(samples(history, ["s": "name-5"], after: 0, through: 1_000) == ["1000 7"])
        #expect(history.select(name: nil, where: { _ in true }, after: at(999), through: at(1_000)).count == 3)
    }

    @Test func `selection is by name and labels, in order of first appearance`() {
        var history = History(retention: .seconds(100))
        var assembler = SnapshotAssembler()
        history.record(
            assembler.assemble(at: at(1)) { draft in
                draft.set(family, ["s": "b"], 1)
                draft.set(family, ["s": "a"], 2)
                draft.set(other, ["s": "a"], 3)
            }
        )
        let all = history.select(name: nil, where: { $0["s"] == "a" }, after: at(0), through: at(1))
        #expect(all.map { $0.labels[LabelSet.metricName] } == ["down", "up"])
        let named = history.select(name: "up", where: { _ in true }, after: at(0), through: at(1))
        #expect(named.map { $0.labels["s"] } == ["a", "b"])
        #expect(history.select(name: "nothing", where: { _ in true }, after: at(0), through: at(1)).isEmpty)
    }

    @Test func `only one NaN is the stale marker`() {
        #expect(Double.staleMarker.isNaN)
        #expect(Double.staleMarker.isStaleMarker)
        #expect(!Double.nan.isStaleMarker)
    }
}
