/// Reads what a `BitWriter` wrote; beyond the end there are zeros, so that damaged bytes give wrong numbers and no crash.
struct BitReader {
    private let bytes: [UInt8]
    private let end: Int
    private var next: Int
    /// What was read ahead, the next bit highest; below `aheadCount` bits there are zeros, or the bits that come then.
    private var ahead: UInt64 = 0
    private var aheadCount = 0

    /// Reads a part of some bytes; what of it lies outside of them is left out.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        self.next = min(max(range.lowerBound, 0), bytes.count)
        self.end = min(max(range.upperBound, 0), bytes.count)
    }

    /// Whether more was read than there is.
    private(set) var isExhausted = false

    /// Reads a number of at most 64 bits.
    @inline(__always)
    mutating func read(bits count: Int) -> UInt64 {
        guard count <= 32 else {
            let high = readShort(bits: count - 32)
            return high << 32 | readShort(bits: 32)
        }
        return readShort(bits: count)
    }

    /// Reads a number of at most 32 bits.
    @inline(__always)
    private mutating func readShort(bits count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        if aheadCount < count {
            fill()
            if aheadCount < count {
                isExhausted = true
                aheadCount = count
            }
        }
        let number = ahead &>> UInt64(64 - count)
        skip(count)
        return number
    }

    @inline(__always)
    private mutating func skip(_ count: Int) {
        ahead <<= UInt64(count)
        aheadCount -= count
    }

    /// Reads ahead as much as fits, whole bytes.
    private mutating func fill() {
        if next + 8 <= end {
            let word = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next, as: UInt64.self) }
            // Bits of a byte that does not fit whole are the same again the next time.
            ahead |= UInt64(bigEndian: word) >> UInt64(aheadCount)
            let count = (64 - aheadCount) / 8
            next += count
            aheadCount += 8 * count
        } else {
            while aheadCount <= 56, next < end {
                ahead |= UInt64(bytes[next]) << UInt64(56 - aheadCount)
                next += 1
                aheadCount += 8
            }
        }
    }

    /// Reads a number in Elias' gamma code; the largest number where there is none.
    @inline(__always)
    mutating func readGamma() -> UInt64 {
        if aheadCount < 40 { fill() }
        let width = 2 * ahead.leadingZeroBitCount + 1
        guard width <= aheadCount else { return readLongGamma() }
        let number = ahead &>> UInt64(64 - width)
        skip(width)
        return number
    }

    private mutating func readLongGamma() -> UInt64 {
        var zeros = 0
        while read(bits: 1) == 0 {
            zeros += 1
            if zeros > 63 || isExhausted { return .max }
        }
        return 1 << UInt64(zeros) | read(bits: zeros)
    }
}
