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

            eval instant at 1m histogram_count(joins)

            eval instant at 1m mixed{kind="b"}
              expect no_warn
              mixed{kind="b"} 3
            """
        let report = try ScriptRunner().run(script)
        #expect(report.evaluationCount == 9)
        #expect(report.failures.map(\.line) == [28])
        #expect(report.refusals.map(\.line) == [8, 11, 13, 26])
        #expect(report.refusals.allSatisfy { $0.message == "native histograms are not supported" })
    }

    @Test func `an evaluation whose samples are numbers is run, whatever its series holds elsewhere`() throws {
        let script = """
            load 1m
              mixed 1 2 {{sum:1 count:1}} {{sum:2 count:2}}x1 stale 4
              late _x9 {{sum:1 count:1}}-{{sum:1 count:1}}x2

            eval instant at 1m mixed
              mixed 2

            eval instant at 1m sum_over_time(mixed[5m])
              {} 3

            eval instant at 4m sum_over_time(mixed[5m])

            eval instant at 4m mixed

            eval instant at 6m mixed
              mixed 4

            eval instant at 6m mixed offset 2m

            eval range from 0 to 1m step 1m mixed
              mixed 1 2

            eval range from 0 to 2m step 1m mixed

            eval instant at 8m absent(late)
              {} 1

            eval instant at 9m absent(late)

            clear

            eval instant at 9m absent(late)
              {} 1
            """
        let report = try ScriptRunner().run(script)
        #expect(report.failures.isEmpty, "\(report.failures)")
        #expect(report.refusals.map(\.line) == [11, 13, 18, 23, 28])
    }

    @Test(arguments: ["x {{sum:1}", "x {{sum:1}}y2", "x {{sum:1}}x-1", "x 1 {{sum:1}}x1000001"])
    func `a native histogram that is not closed, or repeated strangely, is refused`(_ line: String) {
        let error = #expect(throws: ScriptError.self) { try ScriptRunner().run("load 1m\n  \(line)") }
        #expect(error?.message.contains("is not a value") == true, "\(error?.message ?? "")")
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
