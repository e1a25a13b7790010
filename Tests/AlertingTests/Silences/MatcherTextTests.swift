import Alerting
import PromQL
import TestSupport
import Testing

/// Matchers as people and Alertmanager write them.
struct MatcherTextTests {
    private static func matcher(_ label: String, _ operation: LabelMatcher.Operation, _ value: String) -> LabelMatcher?
    {
        try? LabelMatcher(label, operation, value)
    }

    @Test(arguments: [
        ("alertname=Down", [matcher("alertname", .equal, "Down")]),
        ("a!=b", [matcher("a", .notEqual, "b")]),
        ("a=~b.*", [matcher("a", .matches, "b.*")]),
        ("a!~b|c", [matcher("a", .matchesNot, "b|c")]),
        ("a=", [matcher("a", .equal, "")]),
        (#"{server="a1",node!~"de-.*"}"#, [matcher("server", .equal, "a1"), matcher("node", .matchesNot, "de-.*")]),
        (" { a = b , } ", [matcher("a", .equal, "b")]),
        ("a=b,c=d,", [matcher("a", .equal, "b"), matcher("c", .equal, "d")]),
        ("a=b\n,\tc=d", [matcher("a", .equal, "b"), matcher("c", .equal, "d")]),
        (#""an odd name"="x""#, [matcher("an odd name", .equal, "x")]),
        (#"a="}{,=~! '` ""#, [matcher("a", .equal, "}{,=~! '` ")]),
        (#"a="\"\\\n\t\r\a\b\f\v\'""#, [matcher("a", .equal, "\"\\\n\t\r\u{7}\u{8}\u{c}\u{b}'")]),
        (#"a="\x41\101\u00e9\U0001f600\xc3\xa9""#, [matcher("a", .equal, "AA\u{e9}\u{1F600}\u{e9}")]),
        ("a=\u{1F600}", [matcher("a", .equal, "\u{1F600}")]),
    ])
    func `is read`(_ text: String, _ wanted: [LabelMatcher?]) throws {
        #expect(try MatcherText.parse(text) == wanted.compactMap(\.self))
        #expect(!wanted.contains(nil))
    }

    @Test(arguments: [
        ("", 1, "expected a matcher"), ("  ", 3, "expected a matcher"), ("{}", 3, "expected a matcher"),
        ("a", 2, "expected one of = != =~ !~"), ("a!b", 2, "expected one of = != =~ !~"),
        ("a b", 3, "expected one of = != =~ !~"), ("a~b", 2, "expected one of = != =~ !~"),
        ("=b", 1, "expected the name of a label"), (#"""="b""#, 3, "expected the name of a label"),
        (",a=b", 1, "expected the name of a label"), ("a=b,,c=d", 5, "expected the name of a label"),
        ("{a=b", 5, "expected , or }"), ("{a=b c=d}", 6, "expected , or }"), ("{a=b} c", 7, "unexpected text after }"),
        ("a=b}", 4, "unexpected }"), ("a=b c", 5, "unexpected c"), ("a=b=c", 4, "unexpected ="),
        (#"a="b"#, 3, "has no end"), (#"a="b\"#, 6, "has no end"), (#"a="\q""#, 5, "unknown escape \\q"),
        (#"a="\x4""#, 5, "expected 2 digits to base 16"), (#"a="\ud800""#, 5, "no Unicode scalar"),
        (#"a="\u+123""#, 5, "expected 4 digits"), (#"a="\777""#, 5, "377 at most"),
        (#"a="\xff""#, 3, "not UTF-8"), ("a=~(", 4, "missing"), (#"b=c, a=~"[""#, 9, "missing"),
        ("\u{1F600}\u{301}=b c", 6, "unexpected c"),
    ])
    func `is refused with the text, the place and the reason`(_ text: String, _ column: Int, _ reason: String) {
        let error = #expect(throws: MatcherTextError.self) { try MatcherText.parse(text) }
        #expect(error?.text == text)
        #expect(error?.column == column)
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
        #expect(error?.description.hasPrefix("matcher '\(text)', column \(column): ") == true)
    }

    @Test func `is written as Alertmanager does, odd names in quotes`() throws {
        let matchers = [
            try LabelMatcher("a", .equal, "x\"y\\\n"), try LabelMatcher("b", .matchesNot, "de-.*"),
            try LabelMatcher("odd, name", .notEqual, ""),
        ]
        #expect(MatcherText.text(matchers) == #"{a="x\"y\\\n",b!~"de-.*","odd, name"!=""}"#)
    }

    private static let pieces = [
        "\"", "\\", "\n", "\r\n", "\t", " ", "{", "}", ",", "=", "~", "!", "'", "`", "a", "\u{301}", "\u{200d}",
        "\u{0}",
        "\u{1F600}", "\u{e9}", "\u{2028}", "x41", "u",
    ]

    private static func text(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "a" }.joined()
    }

    @Test func `whatever names and values hold, what is written reads back the same`() throws {
        var random = SeededGenerator(seed: 1)
        for number in 0..<(Soak.isOn ? 200_000 : 4_000) {
            let matchers = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
                try LabelMatcher(
                    "n" + Self.text(&random),
                    Bool.random(using: &random) ? .equal : .notEqual,
                    Self.text(&random)
                )
            }
            let written = MatcherText.text(matchers)
            let read = try MatcherText.parse(written)
            // Texts that look alike are not the same to Alertmanager, which compares bytes.
            #expect(
                read.map { Array($0.matcherText.utf8) } == matchers.map { Array($0.matcherText.utf8) },
                "case \(number)"
            )
            #expect(
                read.map { Array($0.value.utf8) } == matchers.map { Array($0.value.utf8) },
                "case \(number): \(written)"
            )
        }
    }

    @Test func `whatever is written gives matchers that read back, or an error with a place in it`() {
        var random = SeededGenerator(seed: 2)
        for number in 0..<(Soak.isOn ? 500_000 : 10_000) {
            let text =
                Self.text(&random) + ["=", "!=", "=~", "!~", ""][Int.random(in: 0..<5, using: &random)]
                + Self.text(&random)
            do throws(MatcherTextError) {
                let matchers = try MatcherText.parse(text)
                #expect((try? MatcherText.parse(MatcherText.text(matchers))) == matchers, "case \(number): \(text)")
            } catch {
                #expect((1...text.unicodeScalars.count + 1).contains(error.column), "case \(number): \(text)")
            }
        }
    }
}
