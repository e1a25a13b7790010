import PromQL
import QueryClient
import Telemetry
import Testing

struct ResultTextTests {
    private static func series(_ labels: LabelSet, _ values: Double...) -> SeriesSamples {
        let samples = values.enumerated().map { index, value in
            Sample(Timestamp(millisecondsSince1970: 1_700_000_000_000 + Int64(index) * 15_000), value)
        }
        return SeriesSamples(labels: labels, samples: samples)
    }

    @Test func `a vector is a table of its elements`() {
        let elements = [
            Self.series(["__name__": "up", "server": "a"], 1), Self.series(["__name__": "up"], .nan),
            Self.series([:], 1_234_567_890_123),
        ]
        #expect(
            ResultText.table(.vector(elements)) == """
                SERIES                  VALUE  TIME
                up{server="a"}              1  2023-11-14T22:13:20Z
                up                        NaN  2023-11-14T22:13:20Z
                {}              1234567890123  2023-11-14T22:13:20Z

                """
        )
        #expect(ResultText.table(.vector([])).isEmpty)
        #expect(ResultText.table(.scalar(Sample(Timestamp(millisecondsSince1970: 0), -.infinity))) == "-Inf\n")
        #expect(ResultText.table(.string("a b")) == "a b\n")
    }

    @Test func `a matrix is a table of its series in short`() {
        let series = [Self.series(["__name__": "load"], 3, .nan, -1.5), Self.series(["a": "b"], .nan)]
        #expect(
            ResultText.table(.matrix(series)) == """
                SERIES   POINTS   MIN  MAX  LAST  FROM                  TO
                load          3  -1.5    3  -1.5  2023-11-14T22:13:20Z  2023-11-14T22:13:50Z
                {a="b"}       1   NaN  NaN   NaN  2023-11-14T22:13:20Z  2023-11-14T22:13:20Z

                """
        )
    }

    @Test func `other programs get a line for each sample`() {
        let series = [Self.series(["__name__": "up", "s": "a,\"b\""], 1, .infinity), Self.series(["t": "x\ny"], 0.5)]
        #expect(
            ResultText.csv(.matrix(series)) == """
                __name__,s,t,time,value
                up,"a,""b""\",,1700000000,1
                up,"a,""b""\",,1700000015,+Inf
                ,,"x
                y",1700000000,0.5

                """
        )
        #expect(ResultText.csv(.scalar(Sample(Timestamp(millisecondsSince1970: 500), 2))) == "time,value\n0.5,2\n")
        #expect(ResultText.csv(.string("a,b")) == "value\n\"a,b\"\n")
    }

    @Test func `no label commands a terminal`() {
        let name = Terminal.name(of: ["__name__": "up", "s": "\u{1B}[2J\u{9B}\u{202E}\nä"])
        #expect(name == #"up{s="\x1b[2J\x9b\u202e\nä"}"#)
    }
}
