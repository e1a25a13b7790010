/// A port or a range of ports as the panel's texts write them: `25565`, `25565-25600`.
///
/// Source: panel `app/Services/Allocations/AssignmentService.php`.
struct PortRange {
    /// The ports from which to which.
    let range: ClosedRange<Int>

    /// The ports that an allocation may have.
    private static let allowed = 1_025...65_535
    /// How many ports a range may have.
    private static let limit = 1_000

    /// Reads a text of a new allocation.
    init(_ text: String) throws(PanelFailure) {
        guard let ends = Self.ends(of: text) else {
            throw PanelFailure(
                400,
                "InvalidPortMappingException",
                "The mapping provided for \(text) was invalid and could not be processed."
            )
        }
        let range = min(ends.0, ends.1)...max(ends.0, ends.1)
        guard range.count <= Self.limit else {
            throw PanelFailure(
                400,
                "TooManyPortsInRangeException",
                "Adding more than 1000 ports in a single range at once is not supported."
            )
        }
        guard Self.allowed.contains(range.lowerBound), Self.allowed.contains(range.upperBound) else {
            throw PanelFailure(
                400,
                "PortOutOfRangeException",
                "Ports in an allocation must be greater than 1024 and less than or equal to 65535."
            )
        }
        self.range = range
    }

    /// Reads a text that only chooses among what is there; nil for one that is neither a port nor a range.
    init?(choosing text: String) {
        guard let ends = Self.ends(of: text) else { return nil }
        range = min(ends.0, ends.1)...max(ends.0, ends.1)
    }

    /// The ports.
    var ports: [Int] { Array(range) }

    private static func ends(of text: String) -> (Int, Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            (1...5).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
        }
        guard numbers.count == parts.count, let first = numbers.first, let last = numbers.last, numbers.count <= 2
        else { return nil }
        return (first, last)
    }
}

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
