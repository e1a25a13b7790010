import Alerting
import PromQL
import Telemetry
import TestSupport
import Testing

/// A context like that of a rule over a server, whose queries know one info series and two values.
func context(_ value: Double = 0.5, labels: LabelSet = ["server": "1a2b3c4d", "node": "fra1"]) -> TemplateContext {
    TemplateContext(
        labels: labels,
        value: value,
        externalLabels: ["site": "home"],
        externalURL: "http://watch.example.org:9531/pterowatch",
        now: Timestamp(secondsSince1970: 60)
    ) { text in
        switch text {
        case "pterodactyl_server_info{server=\"1a2b3c4d\"}":
            [VectorElement(labels: ["server": "1a2b3c4d", "name": "Survival \"one\""], value: 1)]
        case "up":
            [
                VectorElement(labels: ["__name__": "up", "job": "b"], value: 1),
                VectorElement(labels: ["__name__": "up", "job": "a"], value: 0),
            ]
        case "bad(": throw RuleError.query("1:5: parse error: unclosed left parenthesis")
        default: []
        }
    }
}

struct TemplateTests {
    /// Each of these gives the same text in `promtool test rules` 2.42, given the same labels, value and series; but for
    /// `externalURL`, which promtool leaves unset, and the order of a query's elements, which is the evaluator's.
    @Test(arguments: [
        (#"plain"#, "plain"),
        (#"{{ $value }}"#, "0.5"),
        (#"{{ .Value }} {{ .Labels.node }} {{ $labels.server }}"#, "0.5 fra1 1a2b3c4d"),
        (#"[{{ $labels.nothing }}]"#, "[]"),
        (#"{{ $externalLabels.site }} {{ .ExternalLabels.site }}"#, "home home"),
        (
            #"{{ $externalURL }} {{ externalURL }} {{ pathPrefix }}"#,
            "http://watch.example.org:9531/pterowatch http://watch.example.org:9531/pterowatch /pterowatch"
        ),
        (#"a {{- " b " -}} c"#, "a b c"),
        (#"a {{/* nothing */}} c {{- /* nothing */ -}} d"#, "a  cd"),
        (#"{{ if gt $value 0.4 }}high{{ else if gt $value 0.2 }}mid{{ else }}low{{ end }}"#, "high"),
        (#"{{ if lt $value 0.4 }}low{{ else if eq $labels.node "fra2" "fra1" }}ours{{ else }}other{{ end }}"#, "ours"),
        (
            #"{{ if and $labels.node (not $labels.nothing) }}yes{{ end }}{{ if or $labels.nothing false }}no{{ end }}"#,
            "yes"
        ),
        (#"{{ and 1 0 "x" }} {{ or 0 "" "x" }} {{ not 0 }}"#, "0 x true"),
        (#"{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ $x }}{{ $y }}{{ end }}{{ $x }}"#, "232"),
        (#"{{ range query "up" }}{{ .Labels.job }}={{ .Value }};{{ end }}"#, "b=1;a=0;"),
        (#"{{ range query "up" | sortByLabel "job" }}{{ label "job" . }}={{ . | value }};{{ end }}"#, "a=0;b=1;"),
        (#"{{ range $i, $e := query "up" }}{{ $i }}{{ $e.Labels.job }}{{ end }}"#, "0b1a"),
        (#"{{ range query "none" }}x{{ else }}empty{{ end }}"#, "empty"),
        (#"{{ range $k, $v := $labels }}{{ $k }}={{ $v }} {{ end }}"#, "node=fra1 server=1a2b3c4d "),
        (
            #"{{ range query "up" }}{{ if eq .Value 1.0 }}{{ continue }}{{ end }}{{ .Labels.job }}{{ break }}{{ end }}"#,
            "a"
        ),
        (
            #"{{ with printf "pterodactyl_server_info{server=%q}" $labels.server | query }}{{ . | first | label "name" }}{{ end }}"#,
            "Survival \"one\""
        ),
        (#"{{ with query "none" }}{{ . | first | label "name" }}{{ else }}unknown{{ end }}"#, "unknown"),
        (#"{{ (query "up" | first).Labels.job }} {{ (index (query "up") 1).Value }} {{ query "up" | len }}"#, "b 0 2"),
        (#"{{ define "t" }}<{{ .arg0 }}{{ .arg1 }}>{{ end }}{{ template "t" (args "x" 2) }}"#, "<x2>"),
        (#"{{ print 1 2 "a" "b" 3 }}|{{ println "a" 1 }}"#, "1 2ab3|a 1\n"),
        (
            #"{{ printf "%d %5d|%-5d|%05d %x %X %+d %c %q" 7 7 7 7 255 255 7 65 65 }}"#,
            "7     7|7    |00007 ff FF +7 A 'A'"
        ),
        (
            #"{{ printf "%s %q %v %8s|%-8s|%.2s %x" "a\"b" "a\"b\n" "c" "r" "l" "cut" "hi" }}"#,
            "a\"b \"a\\\"b\\n\" c        r|l       |cu 6869"
        ),
        (
            #"{{ printf "%f %.2f %8.3f|%e %.1e %g %.3g %G %%" 1.5 2.675 3.14159 12345.678 0.00012 1e21 1234.5 1e-7 }}"#,
            "1.500000 2.67    3.142|1.234568e+04 1.2e-04 1e+21 1.23e+03 1E-07 %"
        ),
        (#"{{ printf "%.0f %.0f %.0f %.1f" 0.5 1.5 2.5 0.25 }}"#, "0 2 2 0.2"),
        (#"{{ printf "%t %v %T" true false 1.5 }}"#, "true false float64"),
        (#"{{ printf "%d %s" 1.5 1 }}"#, "%!d(float64=1.5) %!s(int=1)"),
        (
            #"{{ printf "%d" }} {{ printf "a" 1 "b" }} {{ printf "%" }}"#,
            "%!d(MISSING) a%!(EXTRA int=1, string=b) %!(NOVERB)"
        ),
        (
            #"{{ 1e6 }} {{ 1000000.0 }} {{ 123456.0 }} {{ 0.0001 }} {{ 0.00001 }} {{ 1e21 }} {{ -0.0 }} {{ 0x10 }}"#,
            "1e+06 1e+06 123456 0.0001 1e-05 1e+21 -0 16"
        ),
        (
            #"{{ humanize 1234567.0 }} {{ humanize 0.0015 }} {{ humanize 0.0 }} {{ humanize "1000" }} {{ humanize 999.95 }}"#,
            "1.235M 1.5m 0 1k 1000"
        ),
        (#"{{ humanize1024 1048576.0 }} {{ humanize1024 1000.0 }} {{ humanize1024 0.5 }}"#, "1Mi 1000 0.5"),
        (
            #"{{ humanizeDuration 100000.0 }} {{ humanizeDuration 3661.0 }} {{ humanizeDuration 61.0 }} {{ humanizeDuration 1.25 }} {{ humanizeDuration 0.0015 }} {{ humanizeDuration -61.0 }} {{ humanizeDuration 0.0 }}"#,
            "1d 3h 46m 40s 1h 1m 1s 1m 1s 1.25s 1.5ms -1m 1s 0s"
        ),
        (#"{{ humanizePercentage 0.93214 }} {{ humanizePercentage 1.0 }}"#, "93.21% 100%"),
        (
            #"{{ humanizeTimestamp 1767322999.5 }} {{ 1767322999.0 | toTime }} {{ humanizeTimestamp 0.0 }}"#,
            "2026-01-02 03:03:19.5 +0000 UTC 2026-01-02 03:03:19 +0000 UTC 1970-01-01 00:00:00 +0000 UTC"
        ),
        (#"{{ title "one two" }} {{ toUpper "a" }} {{ toLower "B" }}"#, "One Two A b"),
        (
            #"{{ match "^1a" $labels.server }} {{ match "b.c" "abxcd" }} {{ match "z" $labels.server }}"#,
            "true true false"
        ),
        (#"{{ reReplaceAll "([a-z])([0-9])" "$2${1}-$$" "a1b2c" }}"#, "1a-$2b-$c"),
        (
            #"{{ reReplaceAll "^a" "x" "aaa" }} {{ reReplaceAll "x*" "-" "ab" }} {{ reReplaceAll "(?P<n>b)" "[$n]" "abb" }}"#,
            "xaa -a-b- a[b][b]"
        ),
        (#"{{ stripPort "a.example:80" }} {{ stripPort "[::1]:80" }} {{ stripPort "a" }}"#, "a.example ::1 a"),
        (#"{{ parseDuration "1h30m" }} {{ parseDuration "1d" | humanizeDuration }}"#, "5400 1d 0h 0m 0s"),
        (
            #"{{ graphLink "up == 0" }} {{ tableLink "a+b" }}"#,
            "/graph?g0.expr=up+%3D%3D+0&g0.tab=0 /graph?g0.expr=a%2Bb&g0.tab=1"
        ),
        (#"{{ len $labels }} {{ len "äb" }} {{ index $labels "node" }} {{ slice "abcd" 1 3 }}"#, "2 3 fra1 bc"),
        (#"{{ eq 1 1 }} {{ ne "a" "b" }} {{ le 1 1 }} {{ ge 2 3 }} {{ lt "a" "b" }}"#, "true true true false true"),
        (#"{{ "tab\tquote\" é" }}{{ `raw\n` }}{{ 'a' }}"#, "tab\tquote\" éraw\\n97"),
    ])
    func `a template expands as it does in Prometheus`(template: String, expected: String) throws {
        #expect(try Template(parsing: template).expanded(in: context()) == expected)
    }

    @Test(arguments: [
        (7.0, "7"), (0.1, "0.1"), (123456789, "1.23456789e+08"), (.nan, "NaN"), (.infinity, "+Inf"),
        (-.infinity, "-Inf"),
        (100_000, "100000"), (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
        (-0.5, "-0.5"),
    ])
    func `a value prints as Go prints it`(value: Double, expected: String) throws {
        #expect(try Template(parsing: "{{ $value }}").expanded(in: context(value)) == expected)
    }

    @Test func `digits are exact however many are asked for`() throws {
        let tenth = try Template(parsing: #"{{ printf "%.30f" $value }}"#).expanded(in: context(0.1))
        #expect(tenth == "0.100000000000000005551115123126")
        let large = try Template(parsing: #"{{ printf "%.0f" $value }}"#).expanded(in: context(1e23))
        #expect(large == "99999999999999991611392")
    }

    @Test(arguments: [
        ("{{ $x }}", "1:4: undefined variable \"$x\""),
        ("line\n  {{ nope 1 }}", "2:6: function \"nope\" not defined"),
        ("{{ if true }}x", "1:15: unexpected end of the template in if"),
        ("{{ end }}", "1:4: unexpected \"end\" in template"),
        ("{{ .Value", "1:1: unclosed action"),
        ("{{ \"abc }}", "1:4: unterminated quoted string"),
        ("{{ }}", "1:4: missing value for command"),
        ("{{ .Value | }}", "1:13: missing value for command"),
        ("{{ (.Value }}", "1:12: unexpected \"}}\" in parenthesized pipeline"),
        ("{{ 1x }}", "1:4: bad number syntax: \"1x\""),
        ("{{ .Value ! }}", "1:11: unexpected \"!\" in an action"),
        ("{{/* x }}", "1:1: unclosed comment"),
        ("{{ " + String(repeating: "(", count: 200) + " }}", "1:104: nested deeper than 100 levels"),
        (String(repeating: "{{ if 1 }}", count: 200), "1:997: nested deeper than 100 levels"),
        ("{{ break }}", "1:4: {{break}} outside {{range}}"),
        ("{{ nil }}", "1:4: nil is not a command"),
        ("é{{ if 1 }}{{ $y := 1 }}{{ end }}{{ $y }}", "1:37: undefined variable \"$y\""),
    ])
    func `a mistake is named with its place`(template: String, message: String) {
        #expect {
            _ = try Template(parsing: template)
        } throws: { error in
            "\(error)" == message && (error as? TemplateError)?.stage == .parsing
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a mangled template is refused or expanded, and never stops the process`(seed: UInt64) {
        let sources = [
            #"a {{- with printf "i{s=%q}" $labels.node | query -}} {{ . | first | label "n" }}{{ else }}{{ .x }}{{ end }}"#,
            #"{{ range $i, $e := query "up" }}{{ if gt $e.Value 0.5 }}{{ printf "%*.3f|%x" 5 .Value "h" }}{{ end }}{{ end }}"#,
            #"{{ define "t" }}{{ slice .arg0 1 2 }}{{ end }}{{ template "t" (args "xyz") }}{{ index (query "up") 1 }}"#,
            #"{{ $x := reReplaceAll "(a)(?P<n>b)" "$2${n}$$" "abab" }}{{ humanizeTimestamp 1e9 }}{{ parseDuration "1h5m" }}"#,
        ]
        let pieces = [
            "{{", "}}", "(", ")", "\"", "`", "$", ".", "|", "%", "-", "1e999", "0x", "end", " ", "\\", "é", "*/", ":=",
        ]
        var generator = SeededGenerator(seed: seed)
        for source in sources {
            for _ in 0..<25 {
                var text = Array(source)
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let place = Int.random(in: 0..<text.count, using: &generator)
                    if Bool.random(using: &generator) {
                        text.remove(at: place)
                    } else {
                        text.insert(contentsOf: pieces.randomElement(using: &generator) ?? "", at: place)
                    }
                }
                guard let template = try? Template(parsing: String(text)) else { continue }
                #expect(template.text(in: context()) == template.text(in: context()), "seed \(seed)")
            }
        }
    }

    @Test(arguments: [
        (#"{{ query "none" | first }}"#, "error calling first: first() called on vector with no elements"),
        (#"{{ query "bad(" }}"#, "error calling query: 1:5: parse error: unclosed left parenthesis"),
        (#"{{ if gt $value 1 }}x{{ end }}"#, "error calling gt: incompatible types for comparison: float64 and int"),
        (#"{{ humanize "x" }}"#, "error calling humanize: strconv.ParseFloat: parsing \"x\": invalid syntax"),
        (#"{{ .Nope }}"#, "can't evaluate field Nope in type struct"),
        (#"{{ $labels.node.x }}"#, "can't evaluate field x in type string"),
        (#"{{ label "a" }}"#, "wrong number of args for label: want 2 got 1"),
        (#"{{ match "(" "x" }}"#, "error calling match: "),
        (#"{{ template "nowhere" }}"#, "template \"nowhere\" not defined"),
        (#"{{ define "t" }}{{ template "t" }}{{ end }}{{ template "t" }}"#, "exceeded maximum template depth (100)"),
        (#"{{ index (query "up") 2 }}"#, "error calling index: index out of range: 2"),
        (#"{{ range 1.5 }}{{ end }}"#, "range can't iterate over 1.5"),
    ])
    func `a failure becomes the text and the alert lives on`(template: String, message: String) throws {
        let text = try Template(parsing: template).text(in: context())
        #expect(text.hasPrefix("<error expanding template: 1:"), "\(text)")
        #expect(text.contains(": " + message) && text.hasSuffix(">"), "\(text)")
    }
}
