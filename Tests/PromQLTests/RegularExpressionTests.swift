import PromQL
import Telemetry
import Testing

struct RegularExpressionTests {
    @Test func `the whole text has to match, newlines included`() throws {
        let expression = try RegularExpression("a.c|b")
        #expect(expression.matches("abc"))
        #expect(expression.matches("a\nc"))
        #expect(expression.matches("b"))
        #expect(!expression.matches("abcb"))
        #expect(!expression.matches(""))
        #expect(try RegularExpression("").matches(""))
    }

    @Test func `groups are found by number and by name`() throws {
        let expression = try RegularExpression("(?P<word>[a-zé]+)-(x)?(\\d+)")
        #expect(expression.captures(in: "café-42") == ["café-42", "café", "", "42"])
        #expect(expression.captures(in: "nothing") == nil)
        #expect(expression.number(ofGroup: "word") == 1)
        #expect(expression.number(ofGroup: "other") == nil)
    }

    @Test func `a wrong pattern is refused with a reason`() {
        let error = #expect(throws: RegularExpressionError.self) { try RegularExpression("a(b") }
        #expect(error?.reason == "missing ): a(b")
        #expect(throws: RegularExpressionError.self) { try LabelMatcher("x", .matches, "(?=look)") }
    }

    @Test func `a missing label is empty to a matcher`() throws {
        let labels: LabelSet = ["a": "1"]
        #expect(try LabelMatcher("b", .equal, "").matches(labels))
        #expect(try !LabelMatcher("b", .notEqual, "").matches(labels))
        #expect(try LabelMatcher("b", .matches, ".*").matches(labels))
        #expect(try LabelMatcher("b", .matchesNot, ".+").matches(labels))
        #expect(try LabelMatcher("a", .matches, "1|2").matches(labels))
    }
}
