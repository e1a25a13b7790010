/// Reads the bytes of a history file; every length is checked before it is used.
struct HistoryFileReader {
    private let bytes: [UInt8]
    /// Where the next section begins.
    private(set) var offset: Int

    /// Reads what comes before the first section.
    init(_ bytes: [UInt8]) throws(HistoryFileError) {
        let magic = HistoryFile.magic
        guard bytes.starts(with: magic.prefix(bytes.count)) else { throw .notAHistory }
        self.bytes = bytes
        offset = magic.count + 4
        guard bytes.count >= offset else { throw .truncated(offset: bytes.count, needed: offset - bytes.count) }
        let version = UInt32(truncatingIfNeeded: Self.number(bytes[magic.count..<offset]))
        guard version == HistoryFile.version else { throw .unsupportedVersion(version) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads the next section and checks it.
    mutating func section() throws(HistoryFileError) -> HistoryFileSection {
        let start = offset
        let head = 9
        let tail = 4
        let left = bytes.count - start
        guard left >= head + tail else { throw .truncated(offset: bytes.count, needed: head + tail - left) }
        let length = Self.number(bytes[start + 1..<start + head])
        guard length <= UInt64(left - head - tail) else {
            throw .truncated(offset: bytes.count, needed: Int(clamping: length) &- (left - head - tail))
        }
        let end = start + head + Int(length)
        let expected = UInt32(truncatingIfNeeded: Self.number(bytes[end..<end + tail]))
        let found = CRC32.of(bytes[start..<end])
        guard expected == found else { throw .checksum(offset: start, expected: expected, found: found) }
        guard let kind = HistoryFile.Kind(rawValue: bytes[start]) else { throw .malformed(offset: start, .section) }
        offset = end + tail
        return HistoryFileSection(kind: kind, bytes: bytes, start: start + head, end: end)
    }

    /// Whether nothing follows.
    var isAtEnd: Bool { offset == bytes.count }
}

/// The content of one section, read from its start to its end.
struct HistoryFileSection {
    /// What it is.
    let kind: HistoryFile.Kind
    private let bytes: [UInt8]
    private let end: Int
    /// Where in the file the next byte stands.
    private(set) var offset: Int

    /// Makes the content that stands in a part of the file's bytes.
    init(kind: HistoryFile.Kind, bytes: [UInt8], start: Int, end: Int) {
        self.kind = kind
        self.bytes = bytes
        self.end = end
        offset = start
    }

    /// Whether all of it was read.
    var isAtEnd: Bool { offset == end }

    /// Reads a number that is at most some limit.
    mutating func number(
        atMost limit: Int = .max,
        _ part: HistoryFileError.Part
    ) throws(HistoryFileError) -> Int {
        let start = offset
        guard let number = bytes.groups(at: &offset), offset <= end, number <= UInt64(limit) else {
            throw .malformed(offset: start, part)
        }
        return Int(number)
    }

    /// Reads how many things follow, of which each takes at least a byte.
    mutating func count(_ part: HistoryFileError.Part) throws(HistoryFileError) -> Int {
        try number(atMost: end - offset, part)
    }

    /// Reads a number that may be negative.
    mutating func signed(_ part: HistoryFileError.Part) throws(HistoryFileError) -> Int64 {
        let start = offset
        guard let number = bytes.groups(at: &offset), offset <= end else { throw .malformed(offset: start, part) }
        return IntegerCodec.unzigzag(number)
    }

    /// Reads bytes behind their number.
    mutating func counted(_ part: HistoryFileError.Part) throws(HistoryFileError) -> ArraySlice<UInt8> {
        let start = offset
        let count = try number(part)
        guard count <= end - offset else { throw .malformed(offset: start, part) }
        offset += count
        return bytes[offset - count..<offset]
    }

    /// Reads a text behind the number of its bytes; what is not UTF-8 is malformed.
    mutating func text(_ part: HistoryFileError.Part) throws(HistoryFileError) -> String {
        let start = offset
        guard let text = String(validating: try counted(part), as: UTF8.self) else {
            throw .malformed(offset: start, part)
        }
        return text
    }

    /// Reads keys that are below some limit.
    mutating func keys(below limit: Int, _ part: HistoryFileError.Part) throws(HistoryFileError) -> [SeriesKey] {
        var keys: [SeriesKey] = []
        var last: Int64 = 0
        let count = try count(part)
        keys.reserveCapacity(count)
        for _ in 0..<count {
            let start = offset
            last = last.addingClamped(try signed(part))
            guard last >= 0, last < Int64(limit) else { throw .malformed(offset: start, part) }
            keys.append(SeriesKey(last))
        }
        return keys
    }

    /// Reads a byte.
    mutating func byte(_ part: HistoryFileError.Part) throws(HistoryFileError) -> UInt8 {
        guard offset < end else { throw .malformed(offset: offset, part) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// Reads eight bytes, the lowest first.
    mutating func word(_ part: HistoryFileError.Part) throws(HistoryFileError) -> UInt64 {
        guard end - offset >= 8 else { throw .malformed(offset: offset, part) }
        defer { offset += 8 }
        return bytes[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads all that is left.
    mutating func rest() -> [UInt8] {
        defer { offset = end }
        return Array(bytes[offset..<end])
    }
}
