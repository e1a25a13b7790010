import Exposition
import TestSupport
import Testing

struct NegotiatedFormatTests {
    private static let text = "text/plain; version=0.0.4; charset=utf-8"
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    private static let protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

    @Test func `the scrapers of Prometheus get what they want most`() {
        let old = """
            application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
            text/plain;version=0.0.4;q=0.5,*/*;q=0.1
            """
        let new = """
            application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
            application/openmetrics-text;version=0.0.1;q=0.5,\
            text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2
            """
        let native = """
            application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,\(new)
            """
        #expect(NegotiatedFormat(accept: old).contentType == Self.openMetrics + "; escaping=underscores")
        #expect(NegotiatedFormat(accept: old).format == .openMetrics)
        #expect(NegotiatedFormat(accept: new).contentType == Self.openMetrics + "; escaping=allow-utf-8")
        #expect(NegotiatedFormat(accept: native).contentType == Self.protobuf + "; escaping=underscores")
        #expect(NegotiatedFormat(accept: native).format == .protobuf)
    }

    @Test(
        arguments: [
            (nil, text), ("", text), ("*/*", text), ("*", text), ("application/json", text), (",;=,", text),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", text),
            ("text/plain", text), ("TEXT/Plain ; Version=0.0.4", text), (" text / plain;version=\"0.0.4\"", text),
            ("text/plain;version=1.0.0", "text/plain; version=1.0.0; charset=utf-8"),
            ("text/plain;version=0.0.5", text), ("text/plain;version=2.0.0,application/openmetrics-text", nil),
            ("application/openmetrics-text", nil),
            ("application/openmetrics-text;version=0.0.1", nil),
            ("application/openmetrics-text;charset=utf-8; version=1.0.0", openMetrics),
            ("application/openmetrics-text;version=2.0.0", text),
            (
                "application/openmetrics-text;version=2.0.0,application/openmetrics-text;version=1.0.0;q=0.1",
                openMetrics
            ),
            ("text/plain;q=0.3,application/openmetrics-text;version=1.0.0;q=0.4", openMetrics),
            ("text/plain;q=0.4,application/openmetrics-text;version=1.0.0;q=0.4", text),
            ("*/*;q=1,application/openmetrics-text;version=1.0.0;q=0.1", openMetrics),
            ("application/openmetrics-text;version=1.0.0;q=0", openMetrics),
            ("application/openmetrics-text;version=1.0.0;q=x,text/plain;q=0.001", text),
            ("application/openmetrics-text;version=1.0.0;q=nan,text/plain;q=0.001", text),
            ("application/openmetrics-text;q=0.9;version=1.0.0, text/plain;q=0.8", openMetrics),
            ("application/vnd.google.protobuf", text),
            ("application/vnd.google.protobuf;encoding=delimited;proto=other", text),
            (
                "application/vnd.google.protobuf;encoding=text;proto=io.prometheus.client.MetricFamily,text/plain;q=0.1",
                text
            ),
            ("application/vnd.google.protobuf;encoding=delimited;proto=io.prometheus.client.MetricFamily", protobuf),
        ] as [(String?, String?)]
    )
    func `a header is answered with`(header: String?, type: String?) {
        let expected = type ?? "application/openmetrics-text; version=0.0.1; charset=utf-8"
        #expect(NegotiatedFormat(accept: header).contentType == expected + "; escaping=underscores")
    }

    @Test(
        arguments: [
            ("text/plain;escaping=values", "values"), ("text/plain;escaping=allow-utf-8", "allow-utf-8"),
            ("text/plain;escaping=underscores", "underscores"), ("text/plain;escaping=dots", "underscores"),
            ("text/plain;escaping=x", "underscores"), ("*/*;escaping=values", "values"),
            ("a/b;escaping=values,text/plain;q=0.5", "values"),
            ("text/plain,a/b;escaping=values;q=0.5", "underscores"),
            ("a/b;escaping=values,text/plain;escaping=allow-utf-8;q=0.5", "allow-utf-8"),
        ]
    )
    func `the escaping is repeated, that of the entries that were read`(header: String, escaping: String) {
        #expect(NegotiatedFormat(accept: header).contentType == Self.text + "; escaping=" + escaping)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `any bytes are answered`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "text/plain", "application/openmetrics-text", ";", ",", "=", "q=", "version=", "0.0.4", "1.0.0", "\"",
            "*/*",
            " ", "/", "escaping=", "\u{0}", "\u{FFFD}", "é", "e999", "-1",
        ]
        let types = [Self.text, Self.openMetrics, "text/plain; version=1", "application/openmetrics-text; version=0"]
        for _ in 0..<(Soak.isOn ? 250_000 : 2_000) {
            let length = Int.random(in: 0...12, using: &random)
            let header = (0..<length).map { _ in
                Bool.random(using: &random)
                    ? pieces.randomElement(using: &random) ?? ""
                    : String(decoding: [UInt8.random(in: 0...255, using: &random)], as: UTF8.self)
            }
            let type = NegotiatedFormat(accept: header.joined()).contentType
            #expect(types.contains { type.hasPrefix($0) }, "\(header), seed \(seed)")
        }
    }
}
