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
        guard encoding != .identity else { return PreparedPage(encoding, parts: page.parts, pageCount: page.count) }
        let sections = page.sections.enumerated().map { index, section in
            if index < known.count, known[index].section === section { return known[index] }
            return CompressedSection(section, encoding)
        }
        known = sections
        let checksum = sections.reduce(0 as UInt32) { checksum, section in
            SectionCoder.checksum(checksum, section.checksum, ofLength: section.section.bytes.count)
        }
        let header = encoding == .gzip ? [PreparedPage.gzipHeader] : []
        return PreparedPage(
            encoding,
            parts: header + sections.map(\.bytes).filter { !$0.isEmpty },
            pageCount: page.count,
            checksum: checksum
        )
    }
}

/// A part of a page, compressed.
private struct CompressedSection: Sendable {
    /// What is compressed; held, so that no other can be taken for it.
    let section: EncodedPage.Section
    let bytes: [UInt8]
    /// The checksum of what is compressed, where gzip asks for it.
    let checksum: UInt32

    init(_ section: EncodedPage.Section, _ encoding: ContentEncoding) {
        self.section = section
        let plain = section.bytes[...]
        switch encoding {
        case .gzip:
            bytes = SectionCoder.deflated(plain)
            checksum = SectionCoder.checksum(plain)
        case .zstd:
            bytes = plain.isEmpty ? [] : SectionCoder.framed(plain)
            checksum = 0
        case .identity:
            bytes = section.bytes
            checksum = 0
        }
    }
}
