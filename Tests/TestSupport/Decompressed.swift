import CCompression

/// What compressed bodies hold, by the libraries that clients have.
package enum Decompressed {
    /// The bytes are not just one whole body.
    package struct NotWhole: Error {}

    /// What a body holds.
    /// - Parameters:
    ///   - encoding: the header `Content-Encoding`; nil for a body that is not compressed.
    ///   - limit: the greatest length that it may have.
    /// - Throws: `NotWhole`, also when something follows a gzip member.
    package static func bytes(_ body: [UInt8], _ encoding: String?, atMost limit: Int = 1 << 26) throws -> [UInt8] {
        switch encoding {
        case nil: body
        case "gzip": try inflated(body, atMost: limit)
        case "zstd": try unframed(body, atMost: limit)
        default: throw NotWhole()
        }
    }

    private static func inflated(_ bytes: [UInt8], atMost limit: Int) throws -> [UInt8] {
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

    private static func unframed(_ bytes: [UInt8], atMost limit: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: limit + 1) { target, length in
            length = ZSTD_decompress(target.baseAddress, target.count, bytes, bytes.count)
            guard ZSTD_isError(length) == 0 else { throw NotWhole() }
        }
    }
}
