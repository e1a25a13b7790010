import PromQL
import Testing

struct NativeHistogramTests {
    @Test func `what needs native histograms is named and not run, and the rest is`() throws {
        let script = """
            load 1m
              joins {{schema:0 sum:4 count:2}}x3
              mixed{kind="a"} 1 {{sum:1 count:1}}+{{sum:2 count:2}}x2
              mixed{kind="b"} 1 2
              started{kind="a"}@st -1mx1
              started{kind="a"} 1 2

            eval instant at 1m joins
              joins {{schema:0 sum:4 count:2}}

            eval instant at 1m rate(joins[2m])

            eval_warn instant at 1m mixed{kind="a"} + 1

            eval instant at 1m mixed{kind="b"}
              expect no_info
              mixed{kind="b"} 2

            eval instant at 1m started
              started{kind="a"} 2

            eval instant at 1m histogram_count(mixed{kind="b"})

            eval instant at 1m mixed{kind="b"} </ 1

            eval instant at 1m mixed{kind="b"}
              expect no_warn
              mixed{kind="b"} 3
            """
        let report = try ScriptRunner().run(script)
        #expect(report.evaluationCount == 8)
        #expect(report.failures.map(\.line) == [26])
        #expect(report.refusals.map(\.line) == [8, 11, 13, 22, 24])
        #expect(report.refusals.first?.message == "native histograms are not supported")
        #expect(report.refusals.last?.message.contains("\"</\" is not supported") == true)
    }

    @Test func `load_with_nhcb loads the classic histogram alone`() throws {
        let script = """
            load_with_nhcb 1m
              seconds_bucket{le="1"} 0 1
              seconds_bucket{le="+Inf"} 0 2

            eval instant at 1m seconds_bucket{le="1"}
              seconds_bucket{le="1"} 1

            eval instant at 1m histogram_quantile(0.5, seconds)
            """
        let report = try ScriptRunner().run(script)
        #expect(report.failures.isEmpty)
        #expect(report.refusals.map(\.line) == [8])
    }

    @Test(arguments: [
        ("eval_fail instant at 0 1 +\n  expected_fail_message no such thing", false),
        ("eval_fail instant at 0 1 +\n  expected_fail_regexp end of .nput", true),
        ("eval_ordered instant at 0 sort(vector(1))\n  {} 1", true),
    ])
    func `older spellings of expectations are read`(_ script: String, _ passes: Bool) throws {
        #expect(try ScriptRunner().run(script).failures.isEmpty == passes)
    }
}
