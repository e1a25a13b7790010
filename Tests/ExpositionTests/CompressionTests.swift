import CCompression
import Exposition
import Telemetry
import TestSupport
import Testing

struct CompressionTests {
    private struct NotWhole: Error {}

    private static let family = MetricFamily("family", .gauge, "A family.")

    /// What one gzip member holds; nothing may follow it.
    private func inflated(_ bytes: [UInt8], atMost limit: Int) throws -> [UInt8] {
        var stream = z_stream()
        var source = bytes
        return try withUnsafeMutablePointer(to: &stream) { stream in
            let size = Int32(MemoryLayout<z_stream>.size)
            guard inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, size) == Z_OK else { throw NotWhole() }
            defer { inflateEnd(stream) }
            return try source.withUnsafeMutableBufferPointer { source in
                try [UInt8](unsafeUninitializedCapacity: limit + 1) { target, length in
                    stream.pointee.next_in = source.baseAddress
                    stream.pointee.avail_in = UInt32(source.count)
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    guard inflate(stream, Z_FINISH) == Z_STREAM_END, stream.pointee.avail_in == 0 else {
                        throw NotWhole()
                    }
                    length = target.count - Int(stream.pointee.avail_out)
                }
            }
        }
    }

    private func unframed(_ bytes: [UInt8], atMost limit: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: limit + 1) { target, length in
            length = ZSTD_decompress(target.baseAddress, target.count, bytes, bytes.count)
            guard ZSTD_isError(length) == 0 else { throw NotWhole() }
        }
    }

    private func plain(_ bytes: [UInt8], _ encoding: ContentEncoding, atMost limit: Int) throws -> [UInt8] {
        switch encoding {
        case .identity: bytes
        case .gzip: try inflated(bytes, atMost: limit)
        case .zstd: try unframed(bytes, atMost: limit)
        }
    }

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
                    let read = try plain(answer, encoding, atMost: page.bytes.count + length)
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
