import Telemetry

/// A write request of the remote-write protocol 1.0: protocol buffers in a snappy block of literals.
struct RemoteWrite {
    private var message: [UInt8] = []
    private(set) var sampleCount = 0

    /// Adds a series, its labels first.
    mutating func add(_ labels: LabelSet, _ samples: [Sample]) {
        var names: [UInt8] = []
        for label in labels.labels {
            let pair = Self.text(1, label.name) + Self.text(2, label.value)
            names.append(1 << 3 | 2)
            names.appendVariable(UInt64(pair.count))
            names += pair
        }
        var points: [UInt8] = []
        points.reserveCapacity(20 * samples.count)
        for sample in samples {
            let time = UInt64(bitPattern: sample.timestamp.millisecondsSince1970)
            points.append(2 << 3 | 2)
            points.append(UInt8(10 + Self.length(time)))
            points.append(1 << 3 | 1)
            withUnsafeBytes(of: sample.value.bitPattern.littleEndian) { points.append(contentsOf: $0) }
            points.append(2 << 3)
            points.appendVariable(time)
        }
        message.append(1 << 3 | 2)
        message.appendVariable(UInt64(names.count + points.count))
        message += names
        message += points
        sampleCount += samples.count
    }

    /// The body as it is sent.
    var compressed: [UInt8] {
        var block: [UInt8] = []
        block.reserveCapacity(message.count + message.count / 1_000 + 64)
        block.appendVariable(UInt64(message.count))
        for start in stride(from: 0, to: message.count, by: 1 << 16) {
            let piece = message[start..<min(start + 1 << 16, message.count)]
            let length = UInt16(piece.count - 1)
            block.append(61 << 2)
            block.append(UInt8(length & 0xFF))
            block.append(UInt8(length >> 8))
            block += piece
        }
        return block
    }

    private static func text(_ field: UInt8, _ text: String) -> [UInt8] {
        var bytes: [UInt8] = [field << 3 | 2]
        bytes.appendVariable(UInt64(text.utf8.count))
        return bytes + text.utf8
    }

    /// How many bytes a number takes in groups of seven bits.
    private static func length(_ number: UInt64) -> Int {
        max(1, (UInt64.bitWidth - number.leadingZeroBitCount + 6) / 7)
    }
}

extension [UInt8] {
    /// Appends a number in groups of seven bits, the lowest first.
    fileprivate mutating func appendVariable(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
