/// A page of metrics, ready to be sent.
///
/// Immutable, and shared without a copy by all who hold it.
public struct EncodedPage: Sendable {
    /// The bytes.
    public let bytes: [UInt8]
    /// The page in parts, in order and without gaps: what did not change from one page to the next is compressed once.
    let sections: [Section]

    /// A part of a page.
    struct Section: Sendable {
        let bytes: Range<Int>
        /// The same object as long as the bytes are the same.
        let version: Version
    }

    /// Stands for what a part of a page holds: whoever saw one knows its bytes.
    final class Version: Sendable {}

    /// How many series a section has: a compromise of how much is compressed in vain, and how well.
    static let seriesPerSection = 4_096

    /// Makes a page of parts, where those that did not change keep the version that they had on the page before.
    /// - Parameters:
    ///   - ends: where each section ends; the last one at the end of the page.
    ///   - isChanged: for each section.
    ///   - previous: the page before, with as many sections; nil when all are new.
    init(_ bytes: [UInt8], ends: [Int], isChanged: [Bool], after previous: EncodedPage?) {
        self.bytes = bytes
        var start = 0
        var sections: [Section] = []
        for (index, end) in ends.enumerated() {
            let known = isChanged[index] ? nil : previous?.sections[index].version
            sections.append(Section(bytes: start..<end, version: known ?? Version()))
            start = end
        }
        self.sections = sections
    }
}
