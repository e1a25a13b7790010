/// A number of bytes, 0 or more.
public struct ByteCount: Sendable, Hashable, Comparable {
    /// The bytes.
    public let bytes: Int64

    /// Makes a count; a negative number becomes 0.
    public init(_ bytes: Int64) { self.bytes = max(0, bytes) }

    /// Makes a count from the mebibytes (1024² bytes) that the panel's settings use; too large a number saturates.
    public init(mebibytes: Int64) {
        let (product, isOverflow) = max(0, mebibytes).multipliedReportingOverflow(by: 1024 * 1024)
        self.bytes = isOverflow ? .max : product
    }

    /// The bytes as a floating-point number, as metrics want them.
    public var value: Double { Double(bytes) }

    /// Orders by the value inside.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.bytes < rhs.bytes }
}

extension ByteCount: ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Makes the value from a literal.
    public init(integerLiteral value: Int64) { self.init(value) }

    /// In the largest unit that leaves at least 1, with one digit after the point: `1.5 GiB`.
    public var description: String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var amount = Double(bytes)
        var unit = ""
        for next in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] where amount >= 1024 {
            amount /= 1024
            unit = next
        }
        return "\((amount * 10).rounded() / 10) \(unit)"
    }
}
