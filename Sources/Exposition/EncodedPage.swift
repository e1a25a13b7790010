/// A page of metrics, ready to be sent.
///
/// Immutable, and shared without a copy by all who hold it. It stands in parts: one that does not change from a page to the
/// next is the same object on both, so that nothing of it is written, kept or compressed twice.
public struct EncodedPage: Sendable {
    /// The parts, in order.
    let sections: [Section]

    /// A part of a page.
    final class Section: Sendable {
        let bytes: [UInt8]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }
    }

    /// How many series a section has: few enough that little is written in vain where one changes, and enough that it
    /// compresses well.
    static let seriesPerSection = 4_096

    /// How many bytes there are.
    public var count: Int { sections.reduce(0) { $0 + $1.bytes.count } }

    /// The bytes in their parts, without a copy; none of them is empty.
    public var parts: [[UInt8]] { sections.map(\.bytes).filter { !$0.isEmpty } }

    /// The bytes in one piece, copied together.
    public var bytes: [UInt8] { parts.joinedBytes }
}

extension [[UInt8]] {
    /// All of them in one piece; without a copy where there is but one.
    var joinedBytes: [UInt8] {
        if count == 1 { return self[0] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reduce(0) { $0 + $1.count })
        for part in self { bytes += part }
        return bytes
    }
}
