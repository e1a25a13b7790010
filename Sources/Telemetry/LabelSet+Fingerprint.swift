extension LabelSet {
    /// 16 hexadecimal digits: FNV-1a over name, 0xFF, value, 0xFF of each label (prometheus/common `LabelSet.Fingerprint`).
    package var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for label in labels {
            label.name.utf8.forEach(add)
            add(0xFF)
            label.value.utf8.forEach(add)
            add(0xFF)
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
