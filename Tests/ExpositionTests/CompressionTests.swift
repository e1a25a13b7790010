import Exposition
import Telemetry
import TestSupport
import Testing

struct CompressionTests {
    private static let family = MetricFamily("family", .gauge, "A family.")

    @Test(arguments: ContentEncoding.allCases, 0..<3 as Range<UInt64>)
    func `two segments of any sizes are read as one page, however much of it was kept`(
        encoding: ContentEncoding,
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var assembler = SnapshotAssembler()
        var encoder = PageEncoder(.text)
        var compressor = PageCompressor(encoding)
        for _ in 0..<4 {
            let count = [0, 1, 50, 4_097][Int.random(in: 0..<4, using: &random)]
            for _ in 0..<2 {
                let changed = Int.random(in: 0...max(count - 1, 0), using: &random)
                let number = random.number()
                let snapshot = assembler.assemble(at: Timestamp(millisecondsSince1970: 0)) { draft in
                    for index in 0..<count {
                        draft.set(Self.family, ["id": "\(index)"], index == changed ? number : Double(index) / 7)
                    }
                }
                let page = encoder.encode(snapshot)
                let prepared = compressor.prepare(page)
                for length in [0, 1, Int.random(in: 0...10_000, using: &random)] {
                    let fresh = (0..<length).map { UInt8(truncatingIfNeeded: $0 % 251) }
                    let answer = prepared.bytes + prepared.ending(with: fresh)
                    let header = encoding == .identity ? nil : encoding.rawValue
                    let read = try Decompressed.bytes(answer, header, atMost: page.bytes.count + length)
                    #expect(read == page.bytes + fresh, "\(count) series, \(length) bytes, seed \(seed)")
                }
            }
        }
    }

    @Test func `other programs read the answer`() async throws {
        var assembler = SnapshotAssembler()
        let snapshot = assembler.assemble(at: Timestamp(millisecondsSince1970: 0)) { draft in
            for index in 0..<10_000 { draft.set(Self.family, ["id": "\(index)"], Double(index)) }
        }
        var encoder = PageEncoder(.openMetrics, isLast: false)
        let page = encoder.encode(snapshot)
        let fresh = Array("# EOF\n".utf8)
        var compressor = PageCompressor(.gzip)
        let prepared = compressor.prepare(page)
        let answer = prepared.bytes + prepared.ending(with: fresh)
        #expect(answer.count < page.bytes.count / 4)
        let script = """
            import sys, zlib
            reader = zlib.decompressobj(31)
            sys.stdout.buffer.write(reader.decompress(sys.stdin.buffer.read()))
            assert reader.eof and not reader.unused_data
            """
        #expect(try await Array(Tools.output(of: "gzip", ["-dc"], given: answer)) == page.bytes + fresh)
        #expect(try await Array(Tools.output(of: "python", ["-c", script], given: answer)) == page.bytes + fresh)
    }
}
