import Exposition
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
}
