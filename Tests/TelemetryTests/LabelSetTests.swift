import Telemetry
import Testing

struct LabelSetTests {
    @Test func `labels are sorted, unique and never empty`() {
        let set = LabelSet([Label("b", "1"), Label("a", "2"), Label("c", ""), Label("b", "3")])
        #expect(set.labels == [Label("a", "2"), Label("b", "3")])
        #expect(set["b"] == "3")
        #expect(set["c"] == nil)
        #expect(LabelSet([Label("c", "")]) == .empty)
    }

    @Test func `equality and order go by bytes, not by canonical equivalence`() {
        let composed = LabelSet(["name": "caf\u{E9}"])
        let decomposed = LabelSet(["name": "cafe\u{301}"])
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect(LabelSet(["a": "10"]) < LabelSet(["a": "9"]))
        #expect(LabelSet(["A": "1"]) < LabelSet(["_": "1"]))
        #expect(LabelSet(["a": "1"]) < LabelSet(["a": "1", "b": "1"]))
    }

    @Test func `setting adds in place, replaces, and removes with nothing`() {
        let set: LabelSet = ["a": "1", "c": "3"]
        #expect(set.setting("b", to: "2").labels.map(\.name) == ["a", "b", "c"])
        #expect(set.setting("d", to: "4").labels.map(\.name) == ["a", "c", "d"])
        #expect(set.setting("a", to: "9") == ["a": "9", "c": "3"])
        #expect(set.setting("a", to: "") == ["c": "3"])
        #expect(set.setting("a", to: nil) == ["c": "3"])
        #expect(set.setting("x", to: nil) == set)
    }

    @Test func `of merged sets the other one's values win`() {
        let merged = LabelSet(["a": "1", "b": "1"]).merging(["b": "2", "c": "2"])
        #expect(merged == ["a": "1", "b": "2", "c": "2"])
        #expect(LabelSet(["a": "1"]).merging(["a": ""]) == ["a": "1"])
    }

    @Test func `the metric name is a label that can be left out`() {
        let identity: LabelSet = [LabelSet.metricName: "up", "job": "a"]
        #expect(identity.withoutMetricName == ["job": "a"])
        #expect(identity.filter { $0 != "job" } == [LabelSet.metricName: "up"])
    }

    @Test func `a set prints as PromQL writes it`() {
        #expect(LabelSet(["b": "x\"\\\n", "a": "é"]).description == #"{a="é", b="x\"\\\n"}"#)
        #expect(LabelSet.empty.description == "{}")
    }
}
