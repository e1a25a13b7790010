/// A place within an interval that is the same in every run: the spread of calls that carry an id.
enum Phase {
    /// 0 up to 1, evenly spread over ids (FNV-1a, 64 bits).
    static func of(_ id: String) -> Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01B3
        }
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        return Double(hash >> 11) / Double(1 << 53)
    }
}
