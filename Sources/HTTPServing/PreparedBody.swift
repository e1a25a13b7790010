/// A body made once and sent many times without a copy.
///
/// Immutable. It stands in parts, which it shares with whoever made them; what changes more often comes behind them
/// (`followed(by:)`). An answer in flight holds it, so the page may be replaced at any time; the memory of
/// a part goes with the last holder.
public final class PreparedBody: Sendable {
    /// The bytes themselves, which answers in flight hold.
    final class Content: Sendable {
        /// The bytes in their order, none of the parts empty.
        let parts: [[UInt8]]

        init(_ parts: [[UInt8]]) { self.parts = parts }
    }

    let content: Content
    /// How many bytes there are.
    public let count: Int
    /// The answer that was sent last: that of the next request is the same in all likelihood.
    private let kept = Locked<KeptResponse?>(nil)

    /// How many parts libmicrohttpd is given of a page.
    ///
    /// It notes how far each was sent in the connection's own memory (`ServerLimits.headerBytes`), 16 bytes a part.
    package static let mostParts = 128
    /// How long a part is at least, but for the last ones: the kernel takes many small ones slower than few.
    package static let leastPart = 1 << 16
    /// Up to which length a body and its ending are copied into one piece.
    ///
    /// libmicrohttpd sends the head along with a body of one piece, and before one in parts by a call of its own; of what is
    /// longer the copy would cost more than that.
    package static let mostInOnePiece = 1 << 23

    /// Shares bytes in one piece.
    public convenience init(_ bytes: [UInt8]) { self.init(parts: [bytes]) }

    /// Shares bytes in their parts.
    ///
    /// Neighbours of small or very many parts are copied together, once.
    public convenience init(parts: [[UInt8]]) { self.init(sending: Self.gathered(parts.filter { !$0.isEmpty })) }

    private init(sending parts: [[UInt8]]) {
        content = Content(parts)
        count = parts.reduce(0) { $0 + $1.count }
    }

    /// What it is sent from.
    package var parts: [[UInt8]] { content.parts }

    /// This body with more bytes at its end.
    public func followed(by ending: [UInt8]) -> PreparedBody {
        guard !ending.isEmpty else { return self }
        let all = parts + [ending]
        let isShort = count + ending.count <= Self.mostInOnePiece
        return PreparedBody(sending: isShort ? [Self.joined(all[...])] : all)
    }

    /// The bytes, copied out.
    public var bytes: [UInt8] { Self.joined(parts[...]) }

    /// The whole answer with these header fields as libmicrohttpd's object; nil when it does not take them.
    func response(with fields: HeaderFields) -> KeptResponse? {
        kept.withLock { kept in
            if let kept, kept.fields == fields { return kept }
            let made = KeptResponse(content, with: fields)
            kept = made
            return made
        }
    }

    private static func gathered(_ parts: [[UInt8]]) -> [[UInt8]] {
        let least = max(leastPart, parts.reduce(0) { $0 + $1.count } / mostParts)
        var gathered: [[UInt8]] = []
        var (start, length) = (0, 0)
        for (index, part) in parts.enumerated() {
            length += part.count
            guard length >= least || index == parts.count - 1 else { continue }
            gathered.append(joined(parts[start...index]))
            (start, length) = (index + 1, 0)
        }
        return gathered
    }

    /// The bytes in one part; of one part, that one.
    private static func joined(_ parts: ArraySlice<[UInt8]>) -> [UInt8] {
        guard parts.count != 1 else { return parts[parts.startIndex] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { bytes += part }
        return bytes
    }
}
