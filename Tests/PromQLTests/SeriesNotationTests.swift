import PromQL
import Telemetry
import Testing

struct SeriesNotationTests {
    @Test(
        arguments: [
            ("x 1 2", ["__name__": "x"], [1, 2]),
            ("x{a=\"b c\", d='}'} 0+10x2", ["__name__": "x", "a": "b c", "d": "}"], [0, 10, 20]),
            ("{a=\"b\"} 5-2x2", ["a": "b"], [5, 3, 1]),
            ("x 1x2 _ _x2 3", ["__name__": "x"], [1, 1, 1, nil, nil, nil, 3]),
            ("x -1--2x1 1e+2+1x1", ["__name__": "x"], [-1, 1, 100, 101]),
            ("x {a=\"b\"} Inf", ["__name__": "x", "a": "b"], [.infinity]),
        ] as [(String, LabelSet, [Double?])]
    )
    func `a series and its values are read`(_ line: String, _ labels: LabelSet, _ values: [Double?]) throws {
        let notation = try SeriesNotation(parsing: line)
        #expect(notation.labels == labels)
        #expect(notation.values == values)
    }

    @Test func `a label that is given twice is a mistake`() {
        let error = #expect(throws: ParseError.self) { try SeriesNotation(parsing: "x{a=\"b\", a=\"c\"} 1") }
        #expect(error?.description == "1:10: parse error: label name \"a\" is not unique")
    }

    @Test func `stale is the stale marker`() throws {
        let values = try SeriesNotation(parsing: "x 1 stale").values
        #expect(values.count == 2)
        #expect(values.last??.isStaleMarker == true)
    }
}
