package import Exposition
import HTTPServing

/// One of the ways in which the same page of metrics can be sent.
package struct PageKind: Hashable, Sendable {
    /// In which form it is written.
    package let format: ScrapeFormat
    /// How it is compressed.
    package let encoding: ContentEncoding

    /// Names a kind.
    package init(_ format: ScrapeFormat, _ encoding: ContentEncoding) {
        self.format = format
        self.encoding = encoding
    }

    /// The header fields of an answer of this kind.
    ///
    /// - Parameter contentType: what was negotiated: one form has several names.
    func headers(contentType: String) -> HeaderFields {
        var headers: HeaderFields = ["Content-Type": contentType, "Vary": "Accept, Accept-Encoding"]
        if encoding != .identity { headers.append("Content-Encoding", encoding.rawValue) }
        return headers
    }
}
