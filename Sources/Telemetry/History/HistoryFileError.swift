/// Why the bytes of a history file are not taken in.
public enum HistoryFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file does not begin as a history file does.
    case notAHistory
    /// The file was written in another version of the format.
    case unsupportedVersion(UInt32)
    /// The file ends where `needed` more bytes were expected.
    case truncated(offset: Int, needed: Int)
    /// The bytes of the section that begins at the offset are not those that were written.
    case checksum(offset: Int, expected: UInt32, found: UInt32)
    /// What stands at the offset cannot be; the checksums are right.
    case malformed(offset: Int, Part)

    /// What a file consists of.
    public enum Part: String, Sendable, Equatable, CaseIterable {
        case section, series, source, layout, times, values, end
    }

    /// What was seen, where, and what is allowed.
    public var description: String {
        switch self {
        case .notAHistory: "offset 0: not a history file"
        case .unsupportedVersion(let version):
            "offset \(HistoryFile.magic.count): version \(version), only \(HistoryFile.version) is known"
        case .truncated(let offset, let needed): "offset \(offset): the file ends, \(needed) more bytes were expected"
        case .checksum(let offset, let expected, let found):
            "offset \(offset): the section's checksum is \(Self.hexadecimal(found)), not \(Self.hexadecimal(expected))"
        case .malformed(let offset, let part): "offset \(offset): malformed \(part.rawValue)"
        }
    }

    private static func hexadecimal(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
