import Exposition
import TestSupport
import Testing

struct ContentEncodingTests {
    @Test(
        arguments: [
            (nil, .identity), ("", .identity), ("gzip", .gzip), ("GZip", .gzip), ("x-gzip", .gzip), ("zstd", .zstd),
            ("identity", .identity), ("br", .identity), ("deflate, br", .identity), (";q=1,,", .identity),
            ("gzip, deflate, br, zstd", .gzip), ("zstd, gzip", .gzip), ("identity, gzip", .gzip),
            ("identity, zstd", .zstd), ("gzip;q=0.5, zstd", .zstd), ("gzip;q=0.5, identity", .identity),
            ("gzip;q=0.5", .gzip), ("gzip;q=0", .identity), ("gzip;q=0, zstd;q=0", .identity),
            ("gzip;q=0.000", .identity),
            ("gzip;q=0, zstd;q=0.001", .zstd), ("gzip;q=0, *", .zstd), ("*", .gzip), ("*;q=0", .identity),
            ("*;q=0, zstd", .zstd), ("*;q=0.1, gzip;q=0", .zstd), ("identity;q=0, *;q=0", .identity),
            ("identity;q=0", .identity), ("identity;q=1, *;q=0.5", .identity), (" gzip ; q=0.2 , zstd ; q=0.1 ", .gzip),
            ("gzip;q=1.5, zstd", .gzip), ("gzip;q=-1, zstd;q=0.1", .zstd), ("gzip;q=, zstd;q=0.1", .zstd),
        ] as [(String?, ContentEncoding)]
    )
    func `a header is answered with`(header: String?, encoding: ContentEncoding) {
        #expect(ContentEncoding(accepting: header) == encoding)
    }

    @Test func `whatever comes, nothing is compressed in a way that was not named`() {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "gzip", "x-gzip", "GZIP", "zstd", "br", "identity", "*", ";", ",", "=", "q=", ";q=0", "0.5", "1", " ", "\t",
            "\"", "\u{0}", "\u{FFFD}", "é", "nan", "1e999", "-1",
        ]
        for _ in 0..<(Soak.isOn ? 1_000_000 : 20_000) {
            let header = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                Int.random(in: 0..<4, using: &random) > 0
                    ? pieces.randomElement(using: &random) ?? ""
                    : String(decoding: [UInt8.random(in: 0...255, using: &random)], as: UTF8.self)
            }.joined()
            let encoding = ContentEncoding(accepting: header)
            let isNamed = header.contains("*") || header.lowercased().contains(encoding.rawValue)
            #expect(isNamed || encoding == .identity, "\(header.debugDescription)")
        }
    }
}
