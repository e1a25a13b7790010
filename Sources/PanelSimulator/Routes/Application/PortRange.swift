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
