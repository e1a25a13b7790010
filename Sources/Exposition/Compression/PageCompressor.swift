/// Compresses pages, each part of them once as long as it does not change.
///
/// Meant for the pages of one encoder, one after the other. A page that is compressed ends nothing yet: a second segment,
/// made freshly for each answer, follows without compressing the first again (`PreparedPage.ending`).
public struct PageCompressor: Sendable {
    /// How it compresses.
    public let encoding: ContentEncoding
    private var known: [CompressedSection] = []

    /// Makes a compressor that has seen no page yet.
    public init(_ encoding: ContentEncoding) {
        self.encoding = encoding
    }

    /// Compresses a page.
    public mutating func prepare(_ page: EncodedPage) -> PreparedPage {
        guard encoding != .identity else { return PreparedPage(encoding, bytes: page.bytes, count: page.bytes.count) }
        let sections = page.sections.enumerated().map { index, section in
            if index < known.count, known[index].version === section.version { return known[index] }
            return CompressedSection(section, of: page, encoding)
        }
        known = sections
        var bytes = encoding == .gzip ? PreparedPage.gzipHeader : []
        bytes.reserveCapacity(bytes.count + sections.reduce(0) { $0 + $1.bytes.count })
        var checksum: UInt32 = 0
        for section in sections {
            bytes += section.bytes
            checksum = SectionCoder.checksum(checksum, section.checksum, ofLength: section.count)
        }
        return PreparedPage(encoding, bytes: bytes, count: page.bytes.count, checksum: checksum)
    }
}

/// A part of a page, compressed.
private struct CompressedSection: Sendable {
    let version: EncodedPage.Version
    let bytes: [UInt8]
    /// How many bytes it holds, and their checksum where gzip asks for it.
    let count: Int
    let checksum: UInt32

    init(_ section: EncodedPage.Section, of page: EncodedPage, _ encoding: ContentEncoding) {
        let plain = page.bytes[section.bytes]
        version = section.version
        count = plain.count
        switch encoding {
        case .gzip:
            bytes = SectionCoder.deflated(plain, isFinal: false)
            checksum = SectionCoder.checksum(plain)
        case .zstd:
            bytes = plain.isEmpty ? [] : SectionCoder.framed(plain)
            checksum = 0
        case .identity:
            bytes = Array(plain)
            checksum = 0
        }
    }
}
