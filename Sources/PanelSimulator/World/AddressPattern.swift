/// An entry of a key's list of allowed addresses: one address, a network, or a range.
struct AddressPattern: Sendable {
    /// IPv4 addresses from … through …; nil for an IPv6 entry, which holds no simulated client.
    private let range: ClosedRange<UInt32>?

    /// Reads an entry; nil when the panel would refuse it.
    init?(_ text: String) {
        if text.contains(":") {
            let plain = text.split(separator: "/", maxSplits: 1).first ?? ""
            let isAddress = plain.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } && plain.contains(":")
            guard isAddress, plain.count(where: { $0 == ":" }) <= 7 else { return nil }
            range = nil
            return
        }
        let network = text.split(separator: "/", omittingEmptySubsequences: false)
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        if network.count == 2, let address = Self.address(network[0]), let bits = UInt32(network[1]), bits <= 32 {
            let mask: UInt32 = bits == 0 ? 0 : ~0 << (32 - bits)
            range = (address & mask)...(address & mask | ~mask)
        } else if ends.count == 2, let first = Self.address(ends[0]), let last = Self.address(ends[1]), first <= last {
            range = first...last
        } else if let address = Self.address(text[...]) {
            range = address...address
        } else {
            return nil
        }
    }

    /// Whether an address is meant.
    func contains(_ address: String) -> Bool {
        guard let range, let address = Self.address(address[...]) else { return false }
        return range.contains(address)
    }

    private static func address(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(part), part.allSatisfy(\.isNumber) else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }
}
