/// The addresses that the `ip` of a new allocation stands for: one, a block of at most 32, or the node's own name.
enum AddressBlock {
    /// Reads an address, a block in CIDR notation, or a name.
    static func addresses(of text: String, on node: SimulatedNode) throws(PanelFailure) -> [String] {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let bits = parts.count > 1 ? Int(parts[1]) ?? -1 : 32
        guard (27...32).contains(bits) else {
            throw PanelFailure(
                400,
                "CidrOutOfRangeException",
                "CIDR notation only allows masks between /25 and /32."
            )
        }
        let name = parts[0]
        let host = name == node.fqdn ? node.hostAddress : name == "localhost" ? "127.0.0.1" : name
        if host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" }) { return [host] }
        guard let number = number(of: host) else {
            throw PanelFailure(
                400,
                "DisplayException",
                "Could not parse provided allocation IP address (\(name)): Invalid IP address format"
            )
        }
        let size = UInt32(1) << UInt32(32 - bits)
        let first = number & ~(size - 1)
        return (0..<size).map { offset in
            let address = first + offset
            return [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
        }
    }

    private static func number(of text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        guard parts.count == 4, text.filter({ $0 == "." }).count == 3 else { return nil }
        return parts.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
