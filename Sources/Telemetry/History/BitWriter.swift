/// Writes numbers of any width one after the other, the highest bit first.
struct BitWriter {
    /// The bytes that are full; all of them after `align`.
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// Writes the lowest bits of a number; at most 64.
    mutating func write(_ value: UInt64, bits count: Int) {
        guard count <= 32 else {
            write(value >> 32, bits: count - 32)
            write(value, bits: 32)
            return
        }
        // Fewer than eight bits are pending, so that forty at most are held here.
        pending = pending << UInt64(count) | value & (1 << UInt64(count) - 1)
        pendingCount += count
        while pendingCount >= 8 {
            pendingCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingCount)))
        }
    }

    /// Writes a number of at least 1 in Elias' gamma code: 1 takes one bit, 2 and 3 three bits, 4 to 7 five bits.
    mutating func writeGamma(_ value: UInt64) {
        let width = UInt64.bitWidth - value.leadingZeroBitCount
        write(0, bits: width - 1)
        write(value, bits: width)
    }

    /// Fills the last byte up with zeros.
    mutating func align() {
        if pendingCount > 0 { write(0, bits: 8 - pendingCount) }
    }

    /// Starts anew, keeping the memory.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        pending = 0
        pendingCount = 0
    }
}
