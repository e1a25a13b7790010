/// The format of a history in a file.
///
/// ```
/// file    = "PTWHIST" NUL, version (4 bytes, lowest first), section …, end
/// section = kind (1 byte), length (8 bytes, lowest first), content, CRC-32 of all of it (4 bytes, lowest first)
/// ```
///
/// | Kind | Content |
/// |---|---|
/// | `I` series | next sequence number; samples dropped; number of label sets; each: 0 for one that was forgotten, else 1 and the number of labels; names and values |
/// | `S` source | name; the newest column's layout |
/// | `B` block | of the source above: layout, times, ends, presence of series, dealing out |
/// | `V` values | of the block above: one segment: number of series, bytes |
/// | `E` end | nothing: the file is whole |
///
/// Numbers are in groups of seven bits; texts and lists begin with their length; keys are the places of label sets in the
/// series section.
enum HistoryFile {
    /// The first bytes.
    static let magic = Array("PTWHIST\0".utf8)
    /// The version that is written, and the only one that is read.
    static let version: UInt32 = 1

    /// The kinds of sections.
    enum Kind: UInt8 {
        case series = 0x49
        case source = 0x53
        case block = 0x42
        case values = 0x56
        case end = 0x45
    }

    /// Appends a number, its lowest byte first.
    static func append(_ number: UInt64, bytes count: Int, to bytes: inout [UInt8]) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index))) }
    }

    /// Appends a section.
    static func append(_ kind: Kind, _ content: [UInt8], to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(kind.rawValue)
        append(UInt64(content.count), bytes: 8, to: &bytes)
        bytes += content
        append(UInt64(CRC32.of(bytes[start...])), bytes: 4, to: &bytes)
    }
}

extension [UInt8] {
    /// Appends bytes behind their number.
    mutating func appendCounted(_ bytes: some Collection<UInt8>) {
        appendGroups(UInt64(bytes.count))
        self += bytes
    }

    /// Appends a number that may be negative.
    mutating func appendSigned(_ number: Int64) { appendGroups(IntegerCodec.zigzag(number)) }

    /// Appends keys behind their number, each as the difference to the one before.
    mutating func appendKeys(_ keys: some Collection<SeriesKey>) {
        appendGroups(UInt64(keys.count))
        var last: Int64 = 0
        for key in keys {
            appendSigned(Int64(key) - last)
            last = Int64(key)
        }
    }
}
