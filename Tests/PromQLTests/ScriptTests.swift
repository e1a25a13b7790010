import Foundation
import PromQL
import Testing

struct ScriptTests {
    static let names: [String] = {
        let folder = Bundle.module.url(forResource: "Scripts", withExtension: nil)
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
        return files.filter { $0.hasSuffix(".test") }.sorted()
    }()

    @Test func `there are scripts`() {
        #expect(Self.names.count >= 15)
    }

    @Test(arguments: names)
    func `every evaluation of a script gives what it expects`(_ name: String) throws {
        let folder = try #require(Bundle.module.url(forResource: "Scripts", withExtension: nil))
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let report = try ScriptRunner().run(text)
        #expect(report.evaluationCount > 0)
        for failure in report.failures { Issue.record("\(name) \(failure)") }
    }

    @Test func `a wrong expectation is reported with its line`() throws {
        let script = """
            load 1m
              x 1 2 3
            eval instant at 1m x
              x 3
            eval range from 0 to 2m step 1m x
              x 1 2 4
            eval instant at 0 x
              expect fail
            eval instant at 0 x
            eval instant at 0 1 +
            """
        let report = try ScriptRunner().run(script)
        #expect(report.evaluationCount == 5)
        #expect(report.failures.map(\.line) == [3, 5, 7, 9, 10])
        #expect(report.failures.first?.message == #"expected {__name__="x"} 3.0, got 2.0"#)
    }

    @Test func `of two lines of one series in a load the later one stands, as a whole`() throws {
        let script = """
            load 1m
              x 1 2 3
              x@st -1m
              x 5
              y 7
            eval instant at 2m count_over_time({__name__=~"x|y"}[5m])
              x 1
            eval instant at 2m x + start_timestamp(x)
              {} -55
            """
        #expect(try ScriptRunner().run(script).failures.map(\.line) == [6])
        let added = try ScriptRunner().run("load 1m\n  x 1 2\n\nload 1m\n  x 5\n\neval instant at 1m x\n  x 2")
        #expect(added.failures.isEmpty, "\(added.failures)")
    }

    @Test(arguments: [
        ("eval instant at 5m rate(x[2m])", "expect no_info", #"got "PromQL info: metric might not be a counter"#),
        ("eval instant at 5m rate(x_total[2m])", "expect info", "expected the info annotation of any text, got []"),
        (
            "eval instant at 5m rate(x[2m])", "expect info msg: another",
            #"expected the info annotation "another", got ["PromQL"#
        ),
        ("eval instant at 5m rate(x[2m]) + rate(y[2m])", #"expect info regex: "x""#, "name does not end in"),
        ("eval_warn instant at 5m rate(x[2m])", "{} 1", "expected some warning annotation, got none"),
    ])
    func `annotations that are missing or not expected are failures`(
        _ evaluation: String,
        _ expectation: String,
        _ message: String
    ) throws {
        let load = "load 1m\n  x 0+60x5\n  x_total 0+60x5\n  y 0+60x5\n"
        let report = try ScriptRunner().run("\(load)\n\(evaluation)\n  \(expectation)")
        #expect(report.failures.count == 1)
        #expect(report.failures.first?.message.contains(message) == true, "\(report.failures)")
    }

    @Test(arguments: [
        ("jump 5m", 1, "unknown command"),
        ("\n\nload never", 3, "not a duration"),
        ("load 5m\n  x 1 two", 2, "is not a value"),
        ("load 5m\n  x{a=b} 1", 2, "unexpected"),
        ("load 5m\n  x@st 1m\n  x 1 2", 2, "1 starts, and 2 samples follow"),
        ("load 5m\n  x@st 1m\n  y 1", 2, "follow, not of"),
        ("load 5m\n  x@st 1m", 2, "no line of samples follows"),
        ("load 5m\n  x@st soon\n  x 1", 2, "is not a start"),
        ("eval sometimes x", 1, "expected instant or range"),
        ("eval instant at 0 x\n  expect luck", 2, "cannot expect"),
    ])
    func `a text that is no script is refused with its line`(_ text: String, _ line: Int, _ message: String) {
        let error = #expect(throws: ScriptError.self) { try ScriptRunner().run(text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
}
