/// Reads what a `BitWriter` wrote; beyond the end there are zeros, so that damaged bytes give wrong numbers and no crash.
struct BitReader {
    private let bytes: [UInt8]
    private let end: Int
    private var next: Int
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// Reads a part of some bytes; what of it lies outside of them is left out.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        self.next = min(max(range.lowerBound, 0), bytes.count)
        self.end = min(max(range.upperBound, 0), bytes.count)
    }

    /// Whether more was read than there is.
    private(set) var isExhausted = false

    /// Reads a number of at most 64 bits.
    mutating func read(bits count: Int) -> UInt64 {
        guard count <= 32 else {
            let high = read(bits: count - 32)
            return high << 32 | read(bits: 32)
        }
        while pendingCount < count {
            pending = pending << 8 | nextByte()
            pendingCount += 8
        }
        pendingCount -= count
        return pending >> UInt64(pendingCount) & (1 << UInt64(count) - 1)
    }

    private mutating func nextByte() -> UInt64 {
        guard next < end else {
            isExhausted = true
            return 0
        }
        defer { next += 1 }
        return UInt64(bytes[next])
    }

    /// Reads a number in Elias' gamma code; the largest number where there is none.
    mutating func readGamma() -> UInt64 {
        var zeros = 0
        while read(bits: 1) == 0 {
            zeros += 1
            if zeros > 63 || isExhausted { return .max }
        }
        return 1 << UInt64(zeros) | read(bits: zeros)
    }
}
