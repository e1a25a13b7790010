/// One label: a name and its value.
///
/// Two labels are equal when their UTF-8 bytes are, as in Prometheus; Swift's own string equality would take
/// canonically equivalent spellings for the same.
public struct Label: Hashable, Comparable, Sendable {
    /// The label's name, `[a-zA-Z_][a-zA-Z0-9_]*`.
    public let name: String
    /// The label's value: any text.
    public let value: String

    /// Makes a label.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether names and values have the same bytes.
    public static func == (lhs: Label, rhs: Label) -> Bool {
        hasSameBytes(lhs.value, rhs.value) && hasSameBytes(lhs.name, rhs.name)
    }

    private static func hasSameBytes(_ lhs: String, _ rhs: String) -> Bool {
        guard lhs.utf8.count == rhs.utf8.count else { return false }
        let isSame = lhs.utf8.withContiguousStorageIfAvailable { left in
            rhs.utf8.withContiguousStorageIfAvailable { right in
                for index in left.indices where left[index] != right[index] { return false }
                return true
            }
        }
        return (isSame ?? nil) ?? lhs.utf8.elementsEqual(rhs.utf8)
    }

    /// Hashes the bytes of name and value.
    public func hash(into hasher: inout Hasher) {
        Self.hash(name, into: &hasher)
        Self.hash(value, into: &hasher)
    }

    private static func hash(_ text: String, into hasher: inout Hasher) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isDone == nil { hash(Array(text.utf8), into: &hasher) }
        // No text in UTF-8 holds this byte, so that it parts one from the next.
        hasher.combine(UInt8(0xFF))
    }

    private static func hash(_ bytes: [UInt8], into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// Orders by the bytes of the name, then of the value.
    public static func < (lhs: Label, rhs: Label) -> Bool {
        if hasSameBytes(lhs.name, rhs.name) {
            return lhs.value.utf8.lexicographicallyPrecedes(rhs.value.utf8)
        }
        return lhs.name.utf8.lexicographicallyPrecedes(rhs.name.utf8)
    }
}
