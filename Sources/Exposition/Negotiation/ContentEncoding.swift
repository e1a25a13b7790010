/// How the bytes of an answer are compressed.
public enum ContentEncoding: String, Sendable, CaseIterable {
    /// Not at all; such an answer has no header `Content-Encoding`.
    case identity
    /// One gzip member (RFC 1952).
    case gzip
    /// Zstandard frames (RFC 8878).
    case zstd

    /// What to answer a client that sent this header `Accept-Encoding`.
    ///
    /// The one with the greatest `q`, and of the same `q` gzip, then zstd, then none; `q=0` refuses one, `*` stands for
    /// those that are not named (RFC 9110, 12.5.3). Not compressed when nothing else is left, even where that was
    /// refused.
    ///
    /// - Parameter header: several lines of it joined by commas; nil when there was none.
    public init(accepting header: String?) {
        var weights: [String: Double] = [:]
        for item in WeightedItem.sorted(header ?? "") where weights[item.value] == nil {
            weights[item.value] = item.weight
        }
        weights["gzip"] = weights["gzip"] ?? weights["x-gzip"]
        var best = (encoding: ContentEncoding.identity, weight: 0.0)
        for encoding in [ContentEncoding.gzip, .zstd, .identity] {
            let weight = weights[encoding.rawValue] ?? weights["*"] ?? 0
            if weight > best.weight { best = (encoding, weight) }
        }
        self = best.encoding
    }
}
