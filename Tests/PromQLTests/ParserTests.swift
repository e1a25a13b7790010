import PromQL
import Testing

struct ParserTests {
    @Test(arguments: [
        ("1", "1"),
        ("-1", "-1"),
        ("+Inf", "Inf"),
        ("Inf ^ 2", "Inf ^ 2"),
        ("1e-300", "1e-300"),
        ("0.5", "0.5"),
        ("- (1)", "-(1)"),
        ("1+2*3", "1 + 2 * 3"),
        ("foo", "foo"),
        ("FOO", "FOO"),
        ("foo:bar", "foo:bar"),
        (":foo", ":foo"),
        ("foo{a=\"b\",c!='d',e=~`f\\d`,g!~\"h\",}", #"foo{a="b",c!="d",e=~"f\\d",g!~"h"}"#),
        ("foo{}", "foo"),
        ("{__name__=~\"a|b\"}", #"{__name__=~"a|b"}"#),
        ("{\"my.metric\",\"l.l\"=\"x\"}", #"{"my.metric","l.l"="x"}"#),
        ("{\"plain\"}", "plain"),
        ("foo[5m]", "foo[5m]"),
        ("foo[90m]", "foo[1h30m]"),
        ("foo[300]", "foo[5m]"),
        ("foo[0.5]", "foo[500ms]"),
        ("foo[5m] offset 1h30m", "foo[5m] offset 1h30m"),
        ("foo[25h] offset -25h", "foo[25h] offset -25h"),
        ("max_over_time(foo[8d:48h])", "max_over_time(foo[8d:2d])"),
        ("foo OFFSET -5m", "foo offset -5m"),
        ("foo @ 12.3456", "foo @ 12.346"),
        ("foo offset 1m @ start()", "foo @ start() offset 1m"),
        ("foo[1h:] @ end()", "foo[1h:] @ end()"),
        ("rate(foo[5m])[1h:30s] offset 1d", "rate(foo[5m])[1h:30s] offset 1d"),
        ("sum(foo)", "sum(foo)"),
        ("sum by(a,b,)(foo)", "sum by (a, b) (foo)"),
        ("info(a)", "info(a)"),
        ("info(a,{b=~'c'})", "info(a, {b=~\"c\"})"),
        ("info(a,{__name__!='b'})", "info(a, {__name__!=\"b\"})"),
        ("sum(foo) without (\"x.y\")", #"sum without ("x.y") (foo)"#),
        ("sum without () (foo)", "sum without () (foo)"),
        ("topk(5, foo) by (a)", "topk by (a) (5, foo)"),
        ("min", "min"),
        ("sum{by=\"by\"} or on() offset", #"sum{by="by"} or on () offset"#),
        ("by + start", "by + start"),
        ("a and ignoring(b) c", "a and ignoring (b) c"),
        ("a * on(x) group_left(y) b", "a * on (x) group_left (y) b"),
        ("a * on(x) group_right b", "a * on (x) group_right () b"),
        ("a > bool 1", "a > bool 1"),
        ("a + on() 1", "a + on () 1"),
        ("a or b and c unless d", "a or b and c unless d"),
        ("-a^2", "-a ^ 2"),
        ("label_join(a, 'b', '')", #"label_join(a, "b", "")"#),
        ("# note\nfoo # more\n", "foo"),
        ("day_of_week()", "day_of_week()"),
        ("foo > 5m", "foo > 300"),
    ])
    func `an expression has a canonical spelling that parses to the same tree`(_ text: String, _ canonical: String)
        throws
    {
        let expression = try Expression(parsing: text)
        #expect(expression.description == canonical)
        #expect(try Expression(parsing: expression.description) == expression)
    }

    @Test(arguments: [
        ("", "1:1: parse error: no expression found in input"),
        ("# only a note", "1:14: parse error: no expression found in input"),
        ("1 /", "1:4: parse error: unexpected end of input"),
        ("*1", "1:1: parse error: unexpected <op:*>"),
        ("(1))", "1:4: parse error: unexpected right parenthesis ')'"),
        ("((1)", "1:1: parse error: unclosed left parenthesis"),
        ("foo[5m", "1:4: parse error: unclosed left bracket"),
        ("foo{", "1:5: parse error: unexpected end of input inside braces"),
        ("foo}", "1:4: parse error: unexpected character: '}'"),
        ("1 $ 2", "1:3: parse error: unexpected character: '$'"),
        ("1 =~ 1", "1:4: parse error: unexpected character after '=': '~'"),
        ("1 !~ 1", "1:4: parse error: unexpected character after '!': '~'"),
        ("foo bar", "1:5: parse error: unexpected identifier \"bar\""),
        ("foo\n  bar", "2:3: parse error: unexpected identifier \"bar\""),
        ("0deadbeef", "1:1: parse error: bad number or duration syntax: \"0deadbeef\""),
        ("1__0", "1:1: parse error: bad number or duration syntax: \"1__0\""),
        ("1e400", "1:1: parse error: number out of range"),
        ("foo[5mm]", "1:5: parse error: bad number or duration syntax: \"5mm\""),
        ("foo[30m1h]", "1:5: parse error: bad number or duration syntax: \"30m1h\""),
        ("foo[300y]", "1:5: parse error: duration out of range"),
        ("foo[0]", "1:5: parse error: duration must be greater than 0"),
        ("foo[-5m]", "1:5: parse error: duration must be greater than 0"),
        ("foo[\"5m\"]", "1:5: parse error: unexpected character inside brackets: '\"'"),
        ("'a\nb'", "1:1: parse error: unterminated quoted string"),
        ("\"\\q\"", "1:2: parse error: unknown escape sequence '\\q'"),
        ("\"\\ud800\"", "1:2: parse error: escape sequence is an invalid Unicode code point"),
        ("foo{a=b}", "1:7: parse error: unexpected identifier \"b\" in label matching, expected string"),
        ("foo{a}", "1:6: parse error: unexpected \"}\" in label matching, expected label matching operator"),
        ("foo{1}", "1:5: parse error: unexpected character inside braces: '1'"),
        ("foo{,}", "1:5: parse error: unexpected \",\" in label matching, expected identifier or \"}\""),
        (
            "foo{a=\"b\" c}",
            "1:11: parse error: unexpected identifier \"c\" in label matching, expected \",\" or \"}\""
        ),
        ("{}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
        ("{x=~\".*\"}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
        ("{x!=\"a\"}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
        (
            "foo{__name__=\"bar\"}",
            "1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\""
        ),
        ("foo{x=~\"(\"}", "1:5: parse error: invalid regular expression \"(\": missing ): ("),
        ("on", "1:1: parse error: unexpected <on>"),
        ("nothing()", "1:1: parse error: unknown function with name \"nothing\""),
        ("Rate(foo[5m])", "1:1: parse error: unknown function with name \"Rate\""),
        ("floor(foo,)", "1:10: parse error: trailing commas not allowed in function call args"),
        ("floor(foo, bar)", "1:1: parse error: expected 1 argument(s) in call to \"floor\", got 2"),
        ("label_join(a, \"b\")", "1:1: parse error: expected at least 3 argument(s) in call to \"label_join\", got 2"),
        ("round(a, 1, 2)", "1:1: parse error: expected at most 2 argument(s) in call to \"round\", got 3"),
        (
            "rate(foo)",
            "1:6: parse error: expected type range vector in call to function \"rate\", got instant vector"
        ),
        ("sum()", "1:1: parse error: no arguments for aggregate expression provided"),
        ("sum foo", "1:5: parse error: unexpected identifier \"foo\""),
        ("sum by foo", "1:8: parse error: unexpected identifier \"foo\" in grouping opts, expected \"(\""),
        ("topk(a, b)", "1:6: parse error: expected type scalar in aggregation parameter, got instant vector"),
        ("sum(1)", "1:5: parse error: expected type instant vector in aggregation expression, got scalar"),
        ("1 == 1", "1:1: parse error: comparisons between scalars must use BOOL modifier"),
        ("1 and 1", "1:1: parse error: set operator \"and\" not allowed in binary scalar expression"),
        ("a + bool b", "1:5: parse error: bool modifier can only be used on comparison operators"),
        ("a and on(x) group_left b", "1:13: parse error: no grouping allowed for \"and\" operation"),
        (
            "a * on(x) group_left(x) b",
            "1:11: parse error: label \"x\" must not occur in ON and GROUP clause at once"
        ),
        ("a * group_left b", "1:5: parse error: unexpected <group_left>"),
        ("a * on(x) 1", "1:1: parse error: vector matching only allowed between instant vectors"),
        ("a[5m] + 1", "1:1: parse error: binary expression must contain only scalar and instant vector types"),
        (
            "-a[5m]",
            """
            1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector, \
            got "range vector"
            """
        ),
        (
            "1 offset 5m",
            """
            1:1: parse error: offset modifier must be preceded by an instant vector selector or range vector selector \
            or a subquery
            """
        ),
        ("a offset 1m offset 2m", "1:13: parse error: offset may not be set multiple times"),
        ("a @ 1 @ 2", "1:7: parse error: @ <timestamp> may not be set multiple times"),
        ("a offset 1h [5m]", "1:13: parse error: no offset modifiers allowed before range"),
        ("(a)[5m]", "1:4: parse error: ranges only allowed for vector selectors"),
        ("1[5m:]", "1:1: parse error: subquery is only allowed on instant vector, got scalar instead"),
        ("info(a, b)", "1:9: parse error: expected label selectors only, got vector selector instead"),
        ("info(a, -b)", "1:9: parse error: expected label selectors only"),
        ("info()", "1:1: parse error: expected at least 1 argument(s) in call to \"info\", got 0"),
        ("info({})", "1:6: parse error: vector selector must contain at least one non-empty matcher"),
    ])
    func `a mistake is named with its place`(_ text: String, _ message: String) {
        let error = #expect(throws: ParseError.self) { try Expression(parsing: text) }
        #expect(error?.description == message)
    }

    @Test func `lines that end as on Windows are lines`() throws {
        let error = try #require(throws: ParseError.self) { _ = try Expression(parsing: "up +\r\nsum(x,\r\n") }
        #expect(error.rendered.hasPrefix("2:4: parse error:"))
        #expect(error.rendered.contains("\nsum(x,\n   ^"), "\(error.rendered)")
        let other = try #require(throws: ParseError.self) { _ = try Expression(parsing: "up +\r\n)x\r\n") }
        #expect(other.rendered.hasSuffix("\n)x\n^"), "\(other.rendered)")
    }

    @Test func `an error is shown with its line and a caret`() {
        let error = #expect(throws: ParseError.self) { try Expression(parsing: "sum(\n\tfoo bar\n)") }
        #expect(error?.line == 2)
        #expect(error?.column == 6)
        #expect(
            error?.rendered == """
                2:6: parse error: unexpected identifier "bar" in aggregation, expected "," or ")"
                \tfoo bar
                \t    ^^^
                """
        )
    }

    @Test(arguments: ["(", "-", "sum(", "1 + (", "abs("])
    func `endless nesting is refused, not followed`(_ piece: String) {
        let text = String(repeating: piece, count: 10_000) + "x" + String(repeating: ")", count: 10_000)
        let error = #expect(throws: ParseError.self) { try Expression(parsing: text) }
        #expect(error?.message == "expression is nested more than 200 levels deep")
    }

    @Test func `a long chain of operators is refused, not followed`() {
        let text = String(repeating: "x + ", count: 10_000) + "x"
        let error = #expect(throws: ParseError.self) { try Expression(parsing: text) }
        #expect(error?.message == "expression is nested more than 200 levels deep")
        #expect(throws: Never.self) { try Expression(parsing: String(repeating: "x or ", count: 150) + "x") }
    }

    @Test func `an expression tells its names, its reach and its type`() throws {
        let expression = try Expression(
            parsing: #"rate(a[5m]) / b offset 1h + max_over_time(rate(c[5m] offset 1m)[2h:]) + {__name__=~"d|e"}"#
        )
        #expect(expression.metricNames == ["a", "b", "c"])
        #expect(expression.longestRange == .seconds(2 * 3_600 + 6 * 60))
        #expect(expression.type == .vector)
        #expect(try Expression(parsing: "a[5m]").type == .matrix)
        #expect(try Expression(parsing: "scalar(a) * 2").type == .scalar)
        #expect(try Expression(parsing: "('x')").type == .string)
    }

    @Test func `every node knows its place`() throws {
        let text = "sum(a{b=\"c\"}[5m:1m]) by (x) / 2"
        let source = "max_over_time(a{b=\"c\"}[5m:1m]) / (2)"
        #expect(throws: ParseError.self) { try Expression(parsing: text) }
        var places: [String] = []
        func collect(_ node: Node) {
            places.append(String(decoding: Array(source.utf8)[node.range], as: UTF8.self))
            node.children.forEach(collect)
        }
        collect(try Expression(parsing: source).root)
        #expect(
            places == [
                source, "max_over_time(a{b=\"c\"}[5m:1m])", "a{b=\"c\"}[5m:1m]", "a{b=\"c\"}", "(2)", "2",
            ]
        )
    }
}
