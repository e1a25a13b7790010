/// The first segment of an answer, compressed once for all scrapers.
///
/// An answer is `parts`, one after the other, and then `ending(with:)`, whichever way it is compressed. In gzip that is one
/// member: its deflate blocks go on in the second segment, since curl does not read a second member. In Zstandard the
/// second segment is a frame of its own.
public struct PreparedPage: Sendable {
    /// How it is compressed.
    public let encoding: ContentEncoding
    /// What the answer begins with, in parts of which none is empty; those that did not change are shared with the page
    /// before.
    public let parts: [[UInt8]]
    /// How many bytes of the page are in it, not compressed, and their checksum where gzip asks for it.
    private let pageCount: Int
    private let checksum: UInt32

    init(_ encoding: ContentEncoding, parts: [[UInt8]], pageCount: Int, checksum: UInt32 = 0) {
        self.encoding = encoding
        self.parts = parts
        self.pageCount = pageCount
        self.checksum = checksum
    }

    /// How many bytes the answer begins with.
    public var count: Int { parts.reduce(0) { $0 + $1.count } }

    /// What the answer begins with in one piece, copied together.
    public var bytes: [UInt8] { parts.joinedBytes }

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
            let length = UInt32(truncatingIfNeeded: pageCount + fresh.count)
            var bytes = SectionCoder.stored(fresh[...])
            for number in [whole, length] { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
            return bytes
        }
    }

    /// The start of a gzip member without name, time or extra fields, of an unknown system (RFC 1952, 2.3).
    static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
}
