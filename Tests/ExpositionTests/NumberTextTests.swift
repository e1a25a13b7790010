import Exposition
import Telemetry
import TestSupport
import Testing

struct NumberTextTests {
    private static let family = MetricFamily("x", .gauge, "X.")

    /// The text of a number on a page of its own.
    private static func text(_ number: Double) -> String {
        var assembler = SnapshotAssembler()
        var encoder = TextEncoder()
        let snapshot = assembler.assemble(at: Timestamp(millisecondsSince1970: 0)) { $0.set(family, number) }
        let page = String(decoding: encoder.encode(snapshot), as: UTF8.self)
        return String(page.split(separator: "\n").last?.dropFirst(2) ?? "")
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (1_000_000, "1000000"),
            (9_007_199_254_740_991, "9007199254740991"), (0x1p60, "1.152921504606847e+18"), (1e16, "1e+16"),
            (0.25, "0.25"), (-0.5, "-0.5"), (1.1, "1.1"), (0.1 + 0.2, "0.30000000000000004"), (0.000001, "0.000001"),
            (1e-7, "1e-07"), (1_700_000_000.125, "1700000000.125"), (-999_999_999_999.999, "-999999999999.999"),
            (1_700_000_000.1234567, "1700000000.1234567"), (1e15 + 0.5, "1000000000000000.5"),
            (123_456_789.000001, "123456789.000001"), (1.0 / 3, "0.3333333333333333"),
            (.leastNonzeroMagnitude, "5e-324"), (-Double.greatestFiniteMagnitude, "-1.7976931348623157e+308"),
            (-2.2250738585072014e-308, "-2.2250738585072014e-308"),
            (.nan, "NaN"), (.staleMarker, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
        ] as [(Double, String)]
    )
    func `a number is written as`(number: Double, text: String) {
        #expect(Self.text(number) == text)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `any number reads back, and no shorter digits would do`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let number = random.number()
            let text = Self.text(number)
            let read = TextReader.number(text)
            #expect(read?.bitPattern == number.bitPattern || (number.isNaN && text == "NaN"), "\(text), seed \(seed)")
            guard number.isFinite else { continue }
            #expect(digits(text) == digits(number.description), "\(text) for \(number), seed \(seed)")
        }
    }

    /// The significant digits of a number's text.
    private func digits(_ text: String) -> String {
        let mantissa = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return String(mantissa.reversed().drop { $0 == "0" }.reversed())
    }
}
