/// Floating-point numbers as bits: each XOR the one before, of which only the middle is written that is not zero.
///
/// Prometheus' chunk format (tsdb/chunkenc/xor.go, after the paper on Gorilla) with run lengths in place of one bit for
/// each repeated value. Any bit pattern comes back as it was.
enum XORCodec {
    /// Writes bit patterns; their number is not written.
    static func write(_ patterns: ArraySlice<UInt64>, to writer: inout BitWriter) {
        guard var last = patterns.first else { return }
        writer.write(last, bits: 64)
        var run: UInt64 = 0
        var window = Window()
        for pattern in patterns.dropFirst() {
            let change = pattern ^ last
            guard change != 0 else {
                run += 1
                continue
            }
            writer.writeGamma(run + 1)
            run = 0
            last = pattern
            let leading = min(change.leadingZeroBitCount, 31)
            let trailing = change.trailingZeroBitCount
            if leading >= window.leading, trailing >= window.trailing {
                writer.write(0, bits: 1)
            } else {
                window = Window(leading: leading, trailing: trailing)
                writer.write(1, bits: 1)
                writer.write(UInt64(leading), bits: 5)
                writer.write(UInt64(window.width - 1), bits: 6)
            }
            writer.write(change >> UInt64(window.trailing), bits: window.width)
        }
        if run > 0 { writer.writeGamma(run + 1) }
    }

    /// Reads the first of the bit patterns; there are at least as many.
    static func read(_ count: Int, from reader: inout BitReader, _ body: (UInt64) -> Void) {
        guard count > 0 else { return }
        var last = reader.read(bits: 64)
        body(last)
        var window = Window()
        var left = count - 1
        while left > 0 {
            let run = reader.readGamma() - 1
            for _ in 0..<min(run, UInt64(left)) { body(last) }
            guard run < UInt64(left) else { return }
            if reader.read(bits: 1) == 1 {
                let leading = Int(reader.read(bits: 5))
                let width = Int(reader.read(bits: 6)) + 1
                window = Window(leading: leading, trailing: max(0, 64 - leading - width))
            }
            last ^= reader.read(bits: window.width) << UInt64(window.trailing)
            body(last)
            left -= Int(run) + 1
        }
    }

    /// Where the bits stand that are written.
    private struct Window {
        /// At most 31; more than any change has where nothing was written yet.
        var leading = 65
        var trailing = 0
        var width: Int { max(0, 64 - leading - trailing) }
    }
}
