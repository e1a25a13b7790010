/// A hash of bytes that is the same in every process and version (FNV-1a, 64 bits).
package struct FNV1a: Sendable {
    /// The hash of what was added so far.
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Starts with nothing added.
    package init() {}

    /// Adds a byte.
    package mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// Adds a text's UTF-8.
    package mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
    }

    /// The hash spread over all its bits, for the use as a place between 0 and the largest number.
    package var mixed: UInt64 {
        let spread = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return spread ^ (spread >> 33)
    }
}
