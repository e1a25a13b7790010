import CCompression

/// Compresses one run of bytes, such that what was compressed before and after can stand around it.
enum SectionCoder {
    /// What zlib spends on a page: more levels cost more time than they save bytes of such pages.
    private static let gzipLevel: Int32 = 1
    /// What libzstd spends on a page.
    private static let zstdLevel: Int32 = 1

    /// Raw deflate blocks that begin and end at a byte, refer to nothing before them, and end no stream (RFC 1951).
    static func deflated(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        // A flush of nothing is an error to zlib.
        guard !bytes.isEmpty else { return [] }
        return coded(bytes, capacity: pterowatch_deflate_bound(bytes.count)) { source, target in
            pterowatch_deflate(
                source.baseAddress,
                source.count,
                gzipLevel,
                target.baseAddress,
                target.count
            )
        }
    }

    /// The deflate blocks that end a stream with bytes as they are (RFC 1951, 3.2.4).
    ///
    /// For the little that is new at each scrape: to set zlib up would cost more than to send it.
    static func stored(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let most = Int(UInt16.max)
        var blocks: [UInt8] = []
        blocks.reserveCapacity(bytes.count + 5 * (bytes.count / most + 1))
        var rest = bytes
        repeat {
            let block = rest.prefix(most)
            rest = rest.dropFirst(most)
            let length = UInt16(block.count)
            blocks.append(rest.isEmpty ? 1 : 0)
            for number in [length, ~length] { withUnsafeBytes(of: number.littleEndian) { blocks += $0 } }
            blocks += block
        } while !rest.isEmpty
        return blocks
    }

    /// One frame of Zstandard that holds these bytes.
    static func framed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        coded(bytes, capacity: ZSTD_compressBound(bytes.count)) { source, target in
            let length = ZSTD_compress(target.baseAddress, target.count, source.baseAddress, source.count, zstdLevel)
            return ZSTD_isError(length) == 0 ? length : 0
        }
    }

    /// The checksum that gzip has of these bytes.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }

    /// The checksum of bytes with others after them.
    static func checksum(_ first: UInt32, _ second: UInt32, ofLength length: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), length))
    }

    private static func coded(
        _ bytes: ArraySlice<UInt8>,
        capacity: Int,
        _ code: (UnsafeBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) -> Int
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: capacity) { target, length in
            length = bytes.withUnsafeBufferPointer { code($0, target) }
            precondition(length > 0, "a compressor with room for everything fails only without memory")
        }
    }
}
