import Telemetry
import Testing

struct HistoryTests {
    private let a: LabelSet = ["__name__": "up", "server": "a"]
    private let b: LabelSet = ["__name__": "up", "server": "b"]
    private let rules = History.Source("rules")

    private func at(_ seconds: Int64) -> Timestamp { Timestamp(millisecondsSince1970: seconds * 1_000) }

    /// Times in seconds and values, "stale" for the marker.
    private func samples(_ history: History, _ labels: LabelSet, after: Int64, through: Int64) -> [String] {
        let found = history.select(name: "up", where: { $0 == labels }, after: at(after), through: at(through))
        return found.flatMap(\.samples).map {
            "\($0.timestamp.millisecondsSince1970 / 1_000) \($0.value.isStaleMarker ? "stale" : "\($0.value)")"
        }
    }

    @Test func `a window is open on the left and closed on the right`() {
        var history = History(retention: .seconds(600))
        for second in 0...5 { history.record([(a, Double(second))], from: rules, at: at(Int64(second))) }
        #expect(samples(history, a, after: 1, through: 4) == ["2 2.0", "3 3.0", "4 4.0"])
        #expect(samples(history, a, after: 4, through: 4) == [])
        #expect(samples(history, a, after: 9, through: 4) == [])
    }

    @Test func `a series that its source no longer writes ends with one marker`() {
        var history = History(retention: .seconds(600))
        history.record([(a, 1), (b, 1)], from: rules, at: at(0))
        history.record([(b, 2)], from: rules, at: at(1))
        history.record([(b, 3)], from: rules, at: at(2))
        history.record([(a, 4), (b, 4)], from: rules, at: at(3))
        #expect(samples(history, a, after: -1, through: 9) == ["0 1.0", "1 stale", "3 4.0"])
        #expect(samples(history, b, after: -1, through: 9) == ["0 1.0", "1 2.0", "2 3.0", "3 4.0"])
    }

    @Test func `sources do not end each other's series, and no time comes twice`() {
        var history = History(retention: .seconds(600))
        let other = History.Source("other")
        history.record([(a, 1)], from: rules, at: at(0))
        history.record([(b, 1)], from: other, at: at(0))
        history.record([(a, 2)], from: rules, at: at(1))
        history.record([(a, 7)], from: other, at: at(1))
        history.record([], from: other, at: at(2))
        history.record([(a, 3)], from: rules, at: at(2))
        #expect(samples(history, a, after: -1, through: 9) == ["0 1.0", "1 7.0", "2 3.0"])
        #expect(samples(history, b, after: -1, through: 9) == ["0 1.0", "1 stale"])
    }

    @Test func `only what a test lets through is given, each series once`() {
        var history = History(retention: .seconds(600))
        history.record([(a, 1), (b, 2), (["__name__": "other"], 3)], from: rules, at: at(0))
        var asked: [LabelSet] = []
        let found = history.select(
            name: "up",
            where: { labels in
                asked.append(labels)
                return labels["server"] == "b"
            },
            after: at(-1),
            through: at(0)
        )
        #expect(asked == [a, b])
        #expect(found.map(\.labels) == [b])
        #expect(history.select(name: nil, where: { _ in true }, after: at(-1), through: at(0)).count == 3)
        #expect(history.select(name: "none", where: { _ in true }, after: at(-1), through: at(0)).isEmpty)
    }

    @Test func `what is older than the retention goes`() {
        var history = History(retention: .seconds(100))
        for second in 0...300 { history.record([(a, Double(second))], from: rules, at: at(Int64(second))) }
        #expect(history.size.samples >= 100)
        #expect(history.size.samples <= 127)
        #expect(samples(history, a, after: 298, through: 300) == ["299 299.0", "300 300.0"])
    }
}
