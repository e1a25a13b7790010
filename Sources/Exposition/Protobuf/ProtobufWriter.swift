import Telemetry

/// Writes protobuf's wire format (<https://protobuf.dev/programming-guides/encoding/>).
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes a whole number without its field.
    mutating func appendVarint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Writes a field of a whole number.
    mutating func append(_ field: Int, _ number: UInt64) {
        appendTag(field, .varint)
        appendVarint(number)
    }

    /// Writes a field of a number with a sign.
    ///
    /// 0, -1, 1, -2 stand as 0, 1, 2, 3 ("zigzag").
    mutating func append(_ field: Int, signed number: Int64) {
        append(field, UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    /// Writes a field of a number with a fraction.
    mutating func append(_ field: Int, _ number: Double) {
        appendTag(field, .eightBytes)
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
    }

    /// Writes a field of a text.
    mutating func append(_ field: Int, _ text: String) {
        append(field, lengthOnly: text.utf8.count)
        bytes += text.utf8
    }

    /// Writes a field of a message.
    mutating func append(_ field: Int, _ message: ProtobufWriter) {
        append(field, lengthOnly: message.bytes.count)
        bytes += message.bytes
    }

    /// Writes the beginning of a field that takes so many bytes; they must follow.
    mutating func append(_ field: Int, lengthOnly length: Int) {
        appendTag(field, .delimited)
        appendVarint(UInt64(length))
    }

    /// Writes what was written elsewhere.
    mutating func append(_ written: some Sequence<UInt8>) {
        bytes += written
    }

    /// Writes labels as the field 1 of what has some.
    mutating func append(_ labels: LabelSet, without dropped: String? = nil) {
        for label in labels.labels where label.name != dropped {
            append(1, lengthOnly: Self.length(label))
            append(1, label.name)
            append(2, label.value)
        }
    }

    /// How many bytes labels take as the field 1 of what has some.
    static func length(_ labels: LabelSet) -> Int {
        labels.labels.reduce(0) { $0 + delimitedLength(length($1)) }
    }

    private static func length(_ label: Label) -> Int {
        delimitedLength(label.name.utf8.count) + delimitedLength(label.value.utf8.count)
    }

    /// How many bytes a field below 16 takes that holds so many.
    private static func delimitedLength(_ length: Int) -> Int {
        var digits = 1
        var rest = length >> 7
        while rest > 0 {
            digits += 1
            rest >>= 7
        }
        return 1 + digits + length
    }

    private enum WireType: UInt64 {
        case varint = 0
        case eightBytes = 1
        case delimited = 2
    }

    private mutating func appendTag(_ field: Int, _ type: WireType) {
        appendVarint(UInt64(field) << 3 | type.rawValue)
    }
}
