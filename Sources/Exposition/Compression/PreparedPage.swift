/// The first segment of an answer, compressed once for all scrapers.
///
/// An answer is `bytes` followed by `ending(with:)`, whichever way it is compressed. In gzip that is one member: its deflate
/// blocks go on in the second segment, since curl does not read a second member. In Zstandard the second segment
/// is a frame of its own.
public struct PreparedPage: Sendable {
    /// How it is compressed.
    public let encoding: ContentEncoding
    /// What the answer begins with.
    public let bytes: [UInt8]
    /// How many bytes of the page are in it.
    private let count: Int
    private let checksum: UInt32

    init(_ encoding: ContentEncoding, bytes: [UInt8], count: Int, checksum: UInt32 = 0) {
        self.encoding = encoding
        self.bytes = bytes
        self.count = count
        self.checksum = checksum
    }

    /// What the answer ends with.
    ///
    /// - Parameter fresh: the second segment, not compressed; may be empty. It holds what ends a page (`# EOF`), and no
    ///   family of the first segment.
    public func ending(with fresh: [UInt8]) -> [UInt8] {
        switch encoding {
        case .identity: return fresh
        case .zstd: return SectionCoder.framed(fresh[...])
        case .gzip:
            let whole = SectionCoder.checksum(checksum, SectionCoder.checksum(fresh[...]), ofLength: fresh.count)
            let length = UInt32(truncatingIfNeeded: count + fresh.count)
            var bytes = SectionCoder.deflated(fresh[...], isFinal: true)
            for number in [whole, length] { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
            return bytes
        }
    }

    /// The start of a gzip member without name, time or extra fields, of an unknown system (RFC 1952, 2.3).
    static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
}
