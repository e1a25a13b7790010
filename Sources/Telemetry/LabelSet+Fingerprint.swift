extension LabelSet {
    /// 16 hexadecimal digits: FNV-1a over name, 0xFF, value, 0xFF of each label (prometheus/common `LabelSet.Fingerprint`).
    package var fingerprint: String {
        let digits = String(stableHash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What the fingerprint is made of: the same in every process.
    package var stableHash: FNV1a {
        var hash = FNV1a()
        for label in labels {
            hash.add(label.name)
            hash.add(0xFF)
            hash.add(label.value)
            hash.add(0xFF)
        }
        return hash
    }
}
